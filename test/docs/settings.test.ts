import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { purposes } from '../../src-main/models/port.ts'
import { readSources } from '../architecture/layers.ts'
import { root } from '../support/cli.ts'

const namesIn = (text: string): string[] => text.match(/\bSWITCHYARD_[A-Z]+(?:_[A-Z]+)*(?![A-Z_$])/g) ?? []

it('the page of settings names every variable of Switchyard, and no other', () => {
  const page = readFileSync(join(root, 'docs/reference/settings.md'), 'utf8')
  const code = readSources(root)
    .filter(({ path }) => /^src-(?:main|shared)\//.test(path))
    .map(({ text }) => text.replace(/^\s*(?:\/\/|\/?\*).*$/gm, ''))
    .join('\n')
  const read = new Set([
    ...namesIn(code),
    ...purposes.map((each) => `SWITCHYARD_MODEL_${each.toUpperCase()}`),
  ])
  expect([...new Set(namesIn(page))].sort()).toEqual([...read].sort())
})
