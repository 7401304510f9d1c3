import { describe, expect, it } from 'vitest'
import { readRemainder } from '../../src-main/planning/requests/goal-demands.ts'
import { readScope } from '../../src-main/planning/scope/scope.ts'

const remainderOf = (goal: string) => readRemainder(goal, readScope(goal))

describe('the remaining parts of a goal', () => {
  it.each([
    ['A page for our choir, then have somebody review it', 'have somebody review it'],
    ['Write a report and ask me before you send it', 'ask me before you send it'],
    ['Build a page. Show it to me before it goes live.', 'Show it to me before it goes live'],
    ['A letter to sponsors, reviewed by a lawyer', 'reviewed by a lawyer'],
    [
      'A guide for new members, but only after I have approved the outline',
      'only after I have approved the outline',
    ],
    ['Before you publish the page, ask me. Build a page for our fair', 'Before you publish the page, ask me'],
    ['A script that renames photos, with my approval', 'with my approval'],
  ])('contain a required approval in "%s"', (goal, approval) => {
    expect(remainderOf(goal).approvals).toEqual([approval])
    expect(remainderOf(goal).notUnderstood).toEqual([])
  })

  it.each([
    ['Build a page for our fair and research the best date', ['research the best date']],
    ['Write a guide, then translate it into French', ['translate it into French']],
    ['A page for our choir. Remind me on Friday.', ['Remind me on Friday']],
    ['Draft a letter to sponsors and call the venue', ['call the venue']],
  ])('contain the uncovered part of "%s"', (goal, parts) => {
    const { notUnderstood } = remainderOf(goal)
    const asked = readScope(goal)
    const all = [...notUnderstood, ...asked.unclear, ...asked.unsupportedActions]
    for (const part of parts)
      expect(all.some((each) => each.includes(part) || part.includes(each))).toBe(true)
  })

  it.each(['A page for our choir, and make it fast', 'Build a page for our fair. It must be blue.'])(
    'contain instructions for the work: %s',
    (goal) => {
      expect(remainderOf(goal)).toMatchObject({ approvals: [], notUnderstood: [] })
      expect(remainderOf(goal).constraints).toHaveLength(1)
    },
  )

  it.each([
    'Build a hello world web app',
    'A page for our greenhouse',
    'Build an API for bookings and a guide for its users',
    'A page for our choir, a letter to sponsors and a script that renames photos',
    'Write a report and send it to the board',
    'Please build me a simple page with a calendar and a form.',
    'We need three things:\n- a page for our fair\n- a letter to sponsors\n- a script that renames photos',
  ])('are empty for "%s"', (goal) => {
    expect(remainderOf(goal)).toMatchObject({ approvals: [], notUnderstood: [] })
  })
})
