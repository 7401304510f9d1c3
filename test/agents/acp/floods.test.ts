import { describe, expect, it } from 'vitest'
import { createCoders } from './coders.ts'

const megabyte = 1024 * 1024

describe('a coding agent with much output', () => {
  it('is read to the end when it sends 100,000 messages, in bounded memory and time', {
    timeout: 90_000,
  }, async () => {
    const before = process.memoryUsage().rss
    const begun = performance.now()
    const { result, said } = await createCoders().run('chatters')
    expect(result?.text).toBe('Word 99999')
    expect(said.filter(({ type }) => type === 'log').length).toBeLessThan(5_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * megabyte)
    expect(performance.now() - begun).toBeLessThan(60_000)
  })

  it('fails if a message is nested too deeply', async () => {
    const { failure } = await createCoders().run('nestsDeep')
    expect(failure).toEqual({
      reason: 'bad_output',
      message: 'The agent sent a message with more than 128 levels of nesting.',
    })
  })
})
