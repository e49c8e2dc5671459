import { halfDone } from './half-done.ts'
import type { Head, Recipe } from './head.ts'
import { misplaced } from './misplaced.ts'
import { otherTools } from './other-tools.ts'
import { traces } from './traces.ts'

/** Whatever is made of one head, by name: the good output first. Each is made when it is asked for. */
export function recipesOf(head: Head, facemask?: Uint8Array): Readonly<Record<string, Recipe>> {
  return {
    good: () => ({ label: 'good', voxels: head.good.slice() }),
    untouched: () => ({ label: 'bad', voxels: head.image.voxels.slice() }),
    ...misplaced(head),
    ...halfDone(head),
    ...traces(head),
    ...otherTools(head, facemask),
  }
}
