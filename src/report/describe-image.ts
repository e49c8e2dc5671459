import type { ImageVerdict } from './leak-report.js'
import type { PageParts } from './page-parts.js'
import { encodePath } from './visible.js'
import {
  bestAttack,
  mostKept,
  nameRegion,
  participantOf,
  percent,
  REGIONS,
  VERDICTS,
} from './words.js'

/** One image as the template `image` shows it. */
export function describeImage(image: ImageVerdict, parts: PageParts, number: number) {
  const participant = participantOf(image.file)
  return {
    id: `image-${number}`,
    file: image.file,
    kind: image.verdict,
    word: VERDICTS[image.verdict],
    page: participant === '' ? '' : `${encodePath(participant)}.html`,
    url: parts.images === undefined ? '' : `${parts.images}/${encodePath(image.file)}`,
    regions: [] as ReturnType<typeof listRegions>,
    rows: listRows(image),
    pictures: (parts.pictures.get(image.file) ?? []).map((picture) => ({
      ...picture,
      alt: `${picture.caption}: ${image.file}`,
    })),
  }
}

function listRows(image: ImageVerdict) {
  const attack = bestAttack(image)
  const { changedVoxels } = image.brain
  return [
    { label: 'Face', text: describePart(image, 'Face') },
    { label: 'Ears', text: describePart(image, 'Ears') },
    {
      label: 'Brain',
      text: describeBrain(changedVoxels),
    },
    ...(attack
      ? [
          {
            label: 'Rebuilding',
            text: `at best ${attack.score.toFixed(2)} of 1 (${attack.attack})`,
          },
        ]
      : []),
  ]
}

function describeBrain(changedVoxels: number | null): string {
  if (changedVoxels === null) return 'could not be measured'
  return changedVoxels === 0 ? 'unchanged' : `${changedVoxels} voxels changed`
}

function describePart(image: ImageVerdict, part: 'Face' | 'Ears'): string {
  const most = mostKept(image, part)
  if (!most) return 'not in the field of view'
  return `${percent(most.keptFraction)} of the skin left, at most (${nameRegion(most.region)})`
}

/** Every region in view, in the order of the table of regions. */
export function listRegions({ face }: ImageVerdict) {
  const order = Object.keys(REGIONS)
  return Object.entries(face)
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([region, { keptFraction, depthCorrelation }]) => ({
      name: nameRegion(region),
      kept: percent(keptFraction),
      follows: depthCorrelation.toFixed(2),
    }))
}
