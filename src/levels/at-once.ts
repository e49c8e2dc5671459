/** Small files are waited for more than worked on, so some are made and published at once. */
export const FILES_AT_ONCE = 8

/**
 * Does `work` on all items, some at once, and gives the results in their order. When one fails the others of its batch
 * are waited for first, so that nothing goes on behind the caller's back.
 */
export async function mapAtOnce<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  most = FILES_AT_ONCE,
): Promise<R[]> {
  const results: R[] = []
  for (let start = 0; start < items.length; start += most) {
    const batch = items.slice(start, start + most)
    const ended = await Promise.allSettled(batch.map(work))
    for (const end of ended) {
      if (end.status === 'rejected') throw end.reason
      results.push(end.value)
    }
  }
  return results
}
