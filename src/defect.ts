const MOST_CALLS = 3

/**
 * Where a defect happened: functions and lines of the program, nearest first. The message of an error could hold a
 * value of the input, so it is left out.
 */
export function defectPlace(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const calls = stack.split('\n').filter((line) => /^\s+at .*(?:dist|src)\//.test(line))
  const short = calls
    .slice(0, MOST_CALLS)
    .map((line) => line.trim().replace(/\(?(?:file:\/\/)?\/.*\/(?=(?:dist|src)\/)/, '('))
  return short.join('; ') || 'an unknown place'
}
