import type { ImageVerdict } from './leak-report.js'

/** What verdicts are called; a sign beside the colour, for whoever does not see that. */
export const VERDICTS: Readonly<Record<ImageVerdict['verdict'], string>> = {
  pass: '✓ pass',
  fail: '✗ fail',
  'not-assessable': '? not assessable',
}

/** What each region is called, and whether it has to go: the forehead stays, it hides the brain and shows little. */
export const REGIONS: Readonly<Record<string, { name: string; part: 'Face' | 'Ears' | 'stays' }>> =
  {
    nose: { name: 'nose', part: 'Face' },
    eyes: { name: 'eyes', part: 'Face' },
    mouth: { name: 'mouth', part: 'Face' },
    chin: { name: 'chin', part: 'Face' },
    cheeks: { name: 'cheeks', part: 'Face' },
    forehead: { name: 'forehead (stays)', part: 'stays' },
    leftEar: { name: 'left ear', part: 'Ears' },
    rightEar: { name: 'right ear', part: 'Ears' },
  }

export function nameRegion(region: string): string {
  return REGIONS[region]?.name ?? region
}

export function percent(part: number): string {
  return `${(100 * part).toFixed(part > 0 && part < 0.1 ? 1 : 0)} %`
}

export function plural(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`
}

/** `sub-x` of a path that begins with it, and '' otherwise. */
export function participantOf(file: string): string {
  return /^sub-[^/_]+/.exec(file)?.[0] ?? ''
}

/** The region of the face or of the ears of which most skin is left; undefined when none is in view. */
export function mostKept({ face }: ImageVerdict, part: 'Face' | 'Ears') {
  const [most] = Object.entries(face)
    .filter(([region]) => REGIONS[region]?.part === part)
    .sort(([, a], [, b]) => b.keptFraction - a.keptFraction)
  return most && { region: most[0], keptFraction: most[1].keptFraction }
}

/** The attack that comes nearest to the original. */
export function bestAttack({ recoverable }: ImageVerdict) {
  const [best] = Object.entries(recoverable).sort(([, a], [, b]) => b - a)
  return best && { attack: best[0], score: best[1] }
}
