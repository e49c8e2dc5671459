import { Log } from './log.js'
import { jsonSink, plainSink, type Sink } from './sink.js'

/** The log of a run: JSON events, a moving display on a terminal, or plain lines; always on standard error. */
export async function openLog(format: 'text' | 'json'): Promise<Log> {
  return new Log(await chooseSink(format))
}

async function chooseSink(format: 'text' | 'json'): Promise<Sink> {
  const write = (text: string) => process.stderr.write(text)
  if (format === 'json') return jsonSink(write)
  if (!process.stderr.isTTY) return plainSink(write)
  const { terminalSink } = await import('./terminal.js')
  return terminalSink(process.stderr)
}
