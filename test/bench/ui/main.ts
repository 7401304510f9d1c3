import { chromium } from 'playwright-core'
import { buildIfStale } from '../../../src-main/hosts/build.mjs'
import { chromiumArgs, chromiumExecutable } from '../../support/chromium.ts'
import { readOptions } from '../../support/options.ts'
import { machineInWords } from '../report.ts'
import type { Figure } from './figure.ts'
import { openStage } from './stage.ts'
import { measureApp } from './suites/app.ts'
import { measureCanvas } from './suites/canvas.ts'
import { figuresTable, writeFigures } from './table.ts'

const usage = 'npm run bench:ui -- [--json] [--write] [--only canvas,app]'

/** The last line of the output is a JSON document. Returns the exit code; 2 for invalid arguments. */
export async function runBenchUi(args: string[]): Promise<number> {
  const options = readOptions(usage, {
    args,
    options: {
      json: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      only: { type: 'string' },
    },
  })
  if (options === null) return 2
  const { values } = options
  // A start from the sources takes half as long again as a start from the build.
  if (!buildIfStale((line) => void process.stderr.write(`${line}\n`))) return 1
  const browser = await chromium.launch({
    executablePath: await chromiumExecutable(),
    args: [...chromiumArgs],
  })
  const figures: Figure[] = []
  const wanted = new Set(values.only?.split(',') ?? ['canvas', 'app'])
  try {
    if (wanted.has('canvas')) {
      const stage = await openStage()
      try {
        figures.push(...(await measureCanvas(browser, stage.url)))
      } finally {
        await stage.close()
      }
    }
    if (wanted.has('app')) figures.push(...(await measureApp(browser)))
    if (!values.json)
      console.log(`${machineInWords()}; Chromium ${browser.version()}\n\n${figuresTable(figures)}\n`)
    if (values.write) writeFigures(figures, `${machineInWords()}; Chromium ${browser.version()}`)
    const versions = { chromium: browser.version(), node: process.version }
    const ok = figures.every((each) => each.ok)
    console.log(JSON.stringify({ ok, machine: machineInWords(), versions, figures }))
    return ok ? 0 : 1
  } finally {
    await browser.close()
  }
}
