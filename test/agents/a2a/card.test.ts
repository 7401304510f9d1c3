import type { ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import { lookAtRemote, readCardAt } from '../../../src-main/agents/a2a/read-card.ts'
import { createManualClock } from '../../../src-main/base/clock.ts'
import { openRemoteAgent } from './remote-agent.ts'

const never = new AbortController().signal
const options = (clock = createManualClock()) => ({ clock, readSecret: async () => null })

/** A remote agent with a manual card response. Resolves with the response object of the first card request. */
async function openCardServer(answer: (response: ServerResponse) => void) {
  let onAsked = () => {}
  const asked = new Promise<void>((resolve) => {
    onAsked = resolve
  })
  const { url } = await openRemoteAgent({
    intercept(_request, response) {
      answer(response)
      onAsked()
      return true
    },
  })
  return { place: { url, headers: {} }, asked }
}

describe('an agent card', () => {
  it.each([
    ['that trickles is', (response: ServerResponse) => void response.write('{')],
    ['that never comes is', () => {}],
  ])('%s is refused within 5 seconds', async (_what, answer) => {
    const { place, asked } = await openCardServer(answer)
    const clock = createManualClock()
    for (const look of [readCardAt, lookAtRemote]) {
      const refused = expect(look(place, options(clock), never)).rejects.toMatchObject({
        name: 'RemoteFault',
        message: expect.stringContaining('did not answer'),
      })
      await asked
      await clock.advance(5_000)
      await refused
    }
  })

  it.each([100, 400_000])('with %i levels is refused with the reason', async (levels) => {
    const deep = `{"name":"Deep","a":${'['.repeat(levels)}${']'.repeat(levels)}}`
    const { place } = await openCardServer((response) => response.end(deep))
    for (const look of [readCardAt, lookAtRemote]) {
      await expect(look(place, options(), never)).rejects.toMatchObject({
        name: 'RemoteFault',
        message: 'The agent card has more than 64 levels of nesting.',
      })
    }
  })
})
