import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { noFaults } from '../../docs/generate/pages.ts'
import { loadConfig } from '../../src-main/boot/config.ts'
import { appRoot } from '../../src-main/hosts/app-root.ts'
import { switchyard } from '../support/cli.ts'

describe('the help of the command line', () => {
  it('lists every command in a group that names a user goal', async () => {
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
  ])('replies to %j with one line and the closest name', async (args, stderr) => {
    expect(await switchyard(args)).toEqual({ code: 2, stdout: '', stderr })
  })

  it('uses the catalogue for every command, argument and option', async () => {
    vi.stubEnv('SWITCHYARD_LANGUAGE', 'pseudo')
    vi.resetModules()
    const { createProgram } = await import('../../src-main/hosts/cli/main.ts')
    const config = loadConfig({ appRoot, version: '0.0.0' })
    const texts = listTexts(createProgram(config, noFaults))
    expect(texts.length).toBeGreaterThan(200)
    expect(texts.filter((text) => !text.includes('⟦'))).toEqual([])
  })
})

afterEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

function listTexts(command: CommandUnknownOpts): string[] {
  const parts = [...command.options, ...command.registeredArguments]
  return [
    command.description(),
    ...parts.map(({ description }) => description),
    ...command.commands.flatMap(listTexts),
  ]
}
