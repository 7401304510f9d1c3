import { expect, it } from 'vitest'
import { format } from '#shared/model/format.ts'
import { describeIssue } from '#shared/words/issue-text.ts'

it('a violated format is described by its hint, and another issue by the text of zod', () => {
  expect(describeIssue(format('currency'))).toBe('Use a currency code of three capital letters, such as EUR')
  expect(describeIssue('Too small')).toBe('Too small')
})
