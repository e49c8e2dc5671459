/** A grey picture, rows from the top: `data[column + width * row]`, 0 black to 255 white. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** The nearest grey of a picture. */
export function clampByte(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)))
}
