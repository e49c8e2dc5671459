import { setTimeout as sleep } from 'node:timers/promises'

/** What came of one try: done, or busy elsewhere. */
export type Turn = 'done' | 'busy'

const POLL_MS = 500

/**
 * Does pieces of work, `atOnce` at a time. Pieces that another job is busy with are left for the end, and then asked
 * again and again until somebody has finished them.
 * @param onWait called once when only the work of other jobs is left, with the number of pieces
 */
export async function takeTurns<T>(
  pieces: readonly T[],
  atOnce: number,
  work: (piece: T) => Promise<Turn>,
  onWait: (left: readonly T[]) => unknown,
  signal: AbortSignal,
): Promise<void> {
  let left = await oneRound(pieces, atOnce, work, signal)
  if (left.length > 0) await onWait(left)
  while (left.length > 0) {
    await sleep(POLL_MS, undefined, { signal })
    left = await oneRound(left, atOnce, work, signal)
  }
}

async function oneRound<T>(
  pieces: readonly T[],
  atOnce: number,
  work: (piece: T) => Promise<Turn>,
  signal: AbortSignal,
): Promise<T[]> {
  const queue = [...pieces]
  const busy: T[] = []
  const serve = async () => {
    for (let piece = queue.shift(); piece !== undefined; piece = queue.shift()) {
      signal.throwIfAborted()
      if ((await work(piece)) === 'busy') busy.push(piece)
    }
  }
  const serving = Array.from({ length: Math.min(atOnce, pieces.length) }, () =>
    serve().catch((error: unknown) => {
      queue.length = 0
      throw error
    }),
  )
  // All come to rest before a failure is told, so that nothing is still written while the run is taken down.
  await Promise.allSettled(serving)
  await Promise.all(serving)
  return busy
}
