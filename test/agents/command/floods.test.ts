import { describe, expect, it } from 'vitest'
import { createPrograms } from './programs.ts'

const megabyte = 1024 * 1024

/** The result of a program, with the time and memory for reading its output. */
async function measure(text: string, config: { readonly maxOutputBytes?: number } = {}) {
  const { script, run } = createPrograms()
  const before = process.memoryUsage().rss
  const begun = performance.now()
  const said = await run({ command: script(text), output: 'jsonl', ...config })
  return {
    ...said,
    ms: performance.now() - begun,
    grownBytes: process.memoryUsage().rss - before,
  }
}

describe('a program with much output on JSON lines', () => {
  it('fails at its limit for a line of 60 MB, in bounded memory and time', async () => {
    const { failure, ms, grownBytes } = await measure(`
      import { writeSync } from 'node:fs'
      writeSync(1, '{"type":"result","text":"')
      for (let i = 0; i < 60; i += 1) writeSync(1, 'x'.repeat(1024 * 1024))
      writeSync(1, '"}\\n')`)
    expect(failure?.reason).toBe('bad_output')
    expect(failure?.message).toContain('a line of more than 1,000,000 bytes')
    expect(grownBytes).toBeLessThan(200 * megabyte)
    expect(ms).toBeLessThan(20_000)
  })

  it('fails if a message is nested deeper than JSON from outside may be', async () => {
    const { failure } = await measure(`
      const deep = '['.repeat(200_000) + ']'.repeat(200_000)
      console.log('{"type":"result","text":"done","data":' + deep + '}')`)
    expect(failure?.reason).toBe('bad_output')
  })

  it('is read to the end when it sends 100,000 messages, in bounded memory and time', async () => {
    const { result, said, ms, grownBytes } = await measure(`
      import { writeSync } from 'node:fs'
      const line = (each) => JSON.stringify(each) + '\\n'
      let text = ''
      for (let i = 0; i < 100_000; i += 1) {
        text += line(i % 2 === 0 ? { type: 'progress', percent: i % 100 } : { type: 'log', text: 'step ' + i })
        if (text.length > 60_000) { writeSync(1, text); text = '' }
      }
      writeSync(1, text + line({ type: 'result', text: 'all said' }))`)
    expect(result?.text).toBe('all said')
    // Half of the messages are log lines. The log keeps only a limited number.
    expect(said.filter(({ type }) => type === 'log').length).toBeLessThan(5_000)
    expect(grownBytes).toBeLessThan(300 * megabyte)
    expect(ms).toBeLessThan(20_000)
  })
})
