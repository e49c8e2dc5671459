import type { ImageVerdict } from '../report/leak-report.js'

type Figures = Pick<ImageVerdict, 'face' | 'brain' | 'recoverable'>

/** Four decimals say all; rounding of sums may also carry a correlation a hair beyond 1. */
export function shortFigures({ face, brain, recoverable }: Figures): Figures {
  const { changedVoxels, changedFraction } = brain
  return {
    face: mapValues(face, ({ keptFraction, depthCorrelation }) => ({
      keptFraction: shorten(keptFraction),
      depthCorrelation: shorten(depthCorrelation),
    })),
    brain: {
      changedVoxels,
      changedFraction: changedFraction === null ? null : shorten(changedFraction),
    },
    recoverable: mapValues(recoverable, shorten),
  }
}

function mapValues<In, Out>(
  record: Readonly<Partial<Record<string, In>>>,
  change: (value: In) => Out,
): Record<string, Out> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, change(value)]],
    ),
  )
}

function shorten(value: number): number {
  return Math.round(Math.min(1, Math.max(-1, value)) * 1e4) / 1e4
}
