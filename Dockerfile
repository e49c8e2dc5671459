# The build needs the compiler and the validator's package; the image that people run has neither.
FROM node:24-bookworm-slim AS build
WORKDIR /app
# Dependencies first: they change seldom, so this layer is kept. The image brings its own Node.js, hence no scripts.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY tools/build-validator.ts tools/build-viewer.ts tools/
COPY src src
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY bin bin
COPY schemas schemas
COPY atlas atlas
RUN ln -s /app/bin/run.js /usr/local/bin/anon-bids && anon-bids --version
# Any other user works too, with or without an entry in /etc/passwd, and so does a read-only root with a /tmp.
USER node
WORKDIR /
ENTRYPOINT ["anon-bids"]
