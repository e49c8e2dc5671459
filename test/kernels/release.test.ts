import t from 'tap'
import { release } from '../../src/kernels/release.js'

t.test('large memory is given back at once, and stays empty', async (t) => {
  const data = new Float32Array(300_000).fill(1)
  release(data)
  t.equal(data.length, 0)
  release(data)
  t.equal(data.length, 0)
})

t.test('small arrays stay, since they may share their memory with others', async (t) => {
  const data = Buffer.from('a small text')
  release(data)
  t.equal(data.toString(), 'a small text')
})
