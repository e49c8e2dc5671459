/** One signal of a small EDF or BDF file. */
export interface TestSignal {
  readonly label?: string
  readonly transducer?: string
  readonly unit?: string
  readonly prefilter?: string
  readonly samples?: number
  readonly reserved?: string
}

export interface TestEdf {
  readonly format?: 'EDF' | 'BDF'
  readonly patient?: string
  readonly recording?: string
  readonly reserved?: string
  readonly records?: number
  readonly signals?: readonly TestSignal[]
  /** Bytes of each record, one after the other; zeros when absent. */
  readonly data?: readonly Uint8Array[]
  readonly trailing?: string
}

/** A small recording, built independently of the code that reads it. */
export function buildEdf(options: TestEdf = {}): Buffer {
  const { format = 'EDF', signals = [{}], records = 2 } = options
  const size = format === 'EDF' ? 2 : 3
  const column = (width: number, value: (signal: TestSignal) => string) =>
    signals.map((signal) => value(signal).padEnd(width)).join('')
  const header = [
    format === 'EDF' ? '0       ' : '\u00ffBIOSEMI',
    (options.patient ?? 'X X X X').padEnd(80),
    (options.recording ?? 'Startdate X X X X').padEnd(80),
    '10.06.1910.11.12',
    String(256 * (1 + signals.length)).padEnd(8),
    (options.reserved ?? '').padEnd(44),
    String(records).padEnd(8),
    '1'.padEnd(8),
    String(signals.length).padEnd(4),
    column(16, ({ label = 'Fp1' }) => label),
    column(80, ({ transducer = '' }) => transducer),
    column(8, ({ unit = 'uV' }) => unit),
    column(8, () => '-1000'),
    column(8, () => '1000'),
    column(8, () => '-32768'),
    column(8, () => '32767'),
    column(80, ({ prefilter = '' }) => prefilter),
    column(8, ({ samples = 4 }) => String(samples)),
    column(32, ({ reserved = '' }) => reserved),
  ].join('')
  const bytes = signals.reduce((sum, { samples = 4 }) => sum + samples * size, 0)
  const count = Math.max(records, 0)
  const data = options.data ?? Array.from({ length: count }, (_, n) => Buffer.alloc(bytes, n + 1))
  return Buffer.concat([
    Buffer.from(header, 'latin1'),
    ...data,
    Buffer.from(options.trailing ?? '', 'latin1'),
  ])
}
