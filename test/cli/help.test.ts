import { describe, expect, it } from 'vitest'
import { switchyard } from '../support/cli.ts'

describe('the help of the command line', () => {
  it('lists every command in a group that is named by what a person wants to do', async () => {
    const { code, stdout } = await switchyard(['--help'])
    const groups = [...stdout.matchAll(/^([A-Z][a-z ]+):$/gm)].map(([, name]) => name)
    expect(code).toBe(0)
    expect(groups).toEqual([
      'Options',
      'Run',
      'Answer',
      'Inspect',
      'Use the results',
      'Plan',
      'Set up',
      'Maintain',
      'Examples',
      'Exit codes',
      'Environment variables',
    ])
  })

  it.each([
    [['rnu'], "Unknown command 'rnu'. Did you mean run?\n"],
    [['plan', 'chek'], "Unknown command 'chek'. Did you mean check?\n"],
    [['show', '--jsn', 'x'], "Unknown option '--jsn'. Did you mean --json?\n"],
    [['run'], "Missing required argument 'file'. Help: switchyard --help\n"],
  ])('answers %j with one line and the nearest name', async (args, stderr) => {
    expect(await switchyard(args)).toEqual({ code: 2, stdout: '', stderr })
  })
})
