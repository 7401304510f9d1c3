import { describe, expect, it } from 'vitest'
import { agentOf, codesOf, draftOf, factsOf, findOnly, mend, taskIn } from './scene.ts'

const facts = factsOf({
  agents: [
    agentOf('ash', ['writing']),
    agentOf('hal', ['reading']),
    agentOf('eve', ['reading'], { availability: 'offline' }),
  ],
})

describe('an assigned agent in a plan', () => {
  it('that can do the task is no problem, also without required skills', () => {
    const draft = draftOf({ a: { pin: 'hal', requiredSkills: ['reading'] }, b: { pin: 'ash' } })
    expect(codesOf(draft, facts)).toEqual([])
  })

  it('that does not exist is replaced by a similar name or by the best match', () => {
    const draft = draftOf({ a: { pin: 'Hal' }, b: { pin: 'Hal' } })
    const { severity, message, taskKeys } = findOnly(draft, 'unknown_pin', facts)
    expect([severity, taskKeys]).toEqual(['error', ['a', 'b']])
    expect(message).toContain('are assigned to "Hal", which does not exist. Did you mean "hal"?')
    expect(taskIn(mend(draft, ['unknown_pin', 'use_nearest'], facts), 'b')?.pin).toBe('hal')
    expect(taskIn(mend(draft, ['unknown_pin', 'unpin'], facts), 'b')).not.toHaveProperty('pin')
  })

  it('without a skill that others have is an error', () => {
    const draft = draftOf({ a: { pin: 'ash', requiredSkills: ['Reading'] } })
    const { severity, message } = findOnly(draft, 'unfit_pin', facts)
    expect(severity).toBe('error')
    expect(message).toBe('Task "Write chapter a" (a) is assigned to "ash", which lacks "reading".')
    expect(taskIn(mend(draft, ['unfit_pin', 'unpin'], facts), 'a')).not.toHaveProperty('pin')
  })

  it('is not replaced by a similarly named agent that cannot do the task', () => {
    const draft = draftOf({ a: { pin: 'Ash', requiredSkills: ['reading'] } })
    expect(findOnly(draft, 'unknown_pin', facts).fixes.map(({ title }) => title)).toEqual([
      'Let any matching agent do it',
    ])
  })

  it('outside the agents for this run is an error', () => {
    const draft = draftOf({ a: { pin: 'hal' } }, { crew: ['ash'] })
    expect(findOnly(draft, 'pin_outside_crew', facts).severity).toBe('error')
  })

  it('that is offline is a warning, although others could do the task', () => {
    const draft = draftOf({ a: { pin: 'eve', requiredSkills: ['reading'] } })
    expect(findOnly(draft, 'pin_offline', facts).severity).toBe('warning')
    expect(codesOf(draft, facts)).toEqual(['pin_offline'])
  })

  it('of a group is removed', () => {
    const draft = draftOf({ g: { kind: 'group', pin: 'ash' }, a: { parent: 'g' } })
    const { fixes } = findOnly(draft, 'pin_on_group', facts)
    expect(fixes.map(({ isSafe }) => isSafe)).toEqual([true])
    expect(taskIn(mend(draft, ['pin_on_group', 'unpin'], facts), 'g')).not.toHaveProperty('pin')
  })
})
