import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linkOf, placeOf } from '../../src-shared/text/link.ts'

describe('a link to a location of the app', () => {
  it.each([
    ['/runs/run_1', 'switchyard://run/run_1'],
    ['/runs/run_1?task=a', 'switchyard://run/run_1/task/a'],
    [
      '/runs/run_1?task=a+b%2Fc&panel=log&line=%2212.0%22',
      'switchyard://run/run_1/task/a%20b%2Fc?panel=log&line=%2212.0%22',
    ],
    ['/runs/run_1?task=.', 'switchyard://run/run_1?task=.'],
    ['/runs/run_1?task=..&panel=log', 'switchyard://run/run_1?task=..&panel=log'],
    ['/plans', 'switchyard://open/plans'],
    ['/statistics?span=30', 'switchyard://open/statistics?span=30'],
    ['/', 'switchyard://open/'],
  ])('to %s is %s', (place, link) => {
    expect(linkOf(place)).toBe(link)
    const [path, query = ''] = place.split('?')
    const [backPath, backQuery = ''] = (placeOf(link) ?? '').split('?')
    expect(backPath).toBe(path)
    expect(Object.fromEntries(new URLSearchParams(backQuery))).toEqual(
      Object.fromEntries(new URLSearchParams(query)),
    )
  })

  it('leads back to its task, for any key of the task', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (task) => {
        const place = `/runs/run_1?${new URLSearchParams({ task })}`
        const back = placeOf(linkOf(place)) ?? ''
        expect(new URLSearchParams(back.split('?')[1]).get('task')).toBe(task)
      }),
    )
  })

  it.each([
    '',
    'https://example.org/runs/run_1',
    'app://switchyard/#/runs/run_1',
    'switchyard:run/run_1',
    'switchyard://run/',
    'switchyard://run/run_1/log/x',
    'switchyard://run/run_1/task/%E0%A4%A',
    'switchyard://open//example.org/x',
    'switchyard://evil/plans',
    `switchyard://open/${'x'.repeat(3000)}`,
    '--inspect',
  ])('is foreign: %s', (link) => expect(placeOf(link)).toBeNull())
})
