import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { rootDir } from './layers.ts'

interface Step {
  readonly run?: string
  readonly uses?: string
}

const folder = join(rootDir, '.github/workflows')
const files = readdirSync(folder)
const { scripts } = JSON.parse(readFileSync(join(rootDir, 'package.json'), 'utf8'))

function stepsOf(file: string): Step[] {
  const { jobs } = parse(readFileSync(join(folder, file), 'utf8'))
  return Object.values<{ steps: Step[] }>(jobs).flatMap(({ steps }) => steps)
}

describe.each(files)('the workflow %s', (file) => {
  it('runs existing scripts of package.json, and steps that prepare the machine', () => {
    const commands = stepsOf(file).flatMap(({ run }) => (run === undefined ? [] : [run]))
    const plain = /^(?:npm ci|npm pack|sudo sysctl .*)$/
    const known = Object.keys(scripts)
    for (const command of commands.filter((each) => !plain.test(each))) {
      const script = /^(?:\$\{\{ matrix\.display \}\} )?npm (?:run )?([\w:]+)$/.exec(command)?.[1]
      expect(known, command).toContain(script)
    }
  })

  it('uses only actions of the platform', () => {
    const actions = stepsOf(file).flatMap(({ uses }) => (uses === undefined ? [] : [uses]))
    expect(actions.filter((each) => !/^actions\/[\w-]+@v\d+$/.test(each))).toEqual([])
  })
})

it('the workflows check, test and package on Linux, macOS and Windows', () => {
  for (const file of ['test.yml', 'package.yml']) {
    const text = readFileSync(join(folder, file), 'utf8')
    for (const system of ['ubuntu', 'macos', 'windows']) expect(text).toContain(`${system}-latest`)
  }
})
