import { describe, expect, it } from 'vitest'
import { slugOf } from '../../../src-main/agents/builtin/roles/files.ts'

describe('the name of a file', () => {
  it.each([
    ['letter to our sponsors', 'letter-to-sponsors'],
    ['script that renames photos', 'rename-photos'],
    ['small command line tool that converts CSV files to JSON with headers', 'convert-csv-files-to-json'],
    ['guide for new members of our choir who have never sung before', 'guide-for-new-members'],
    ['hello world web app', 'hello-world-web-app'],
    [
      'report on the five best laptops for students with prices, weights and battery life',
      'report-on-five-best-laptops',
    ],
    ['The handbook', 'handbook'],
    ['page', 'page'],
    ['"quoted" page: with a colon', 'quoted-page'],
  ])('of "%s" is a short noun: %s', (subject, name) => {
    expect(slugOf(subject)).toBe(name)
  })

  it('is never empty and never too long', () => {
    expect(slugOf('???')).toBe('work')
    expect(slugOf(`${'x'.repeat(90)} y`).length).toBeLessThanOrEqual(40)
  })
})
