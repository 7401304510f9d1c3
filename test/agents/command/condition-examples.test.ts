import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { words } from '#shared/words/words.ts'
import { systemClock } from '../../../src-main/base/clock.ts'
import { appRoot } from '../../../src-main/hosts/app-root.ts'
import { parseCondition } from '../../../src-main/scheduling/condition.ts'
import { bootTestApp } from '../../support/app.ts'
import { createTempDir } from '../../support/engine.ts'

/** Expressions in the examples of help, documentation and refusals. */
function listExamples(): string[] {
  const page = readFileSync(join(appRoot, 'docs/reference/plan-file.md'), 'utf8')
  const table = page.slice(page.indexOf('The field `condition` decides')).split('\n\n')[1] ?? ''
  const ofPage = [...table.matchAll(/^\| `(?<text>[^`]+)` \|/gm)].map(({ groups }) => groups?.text ?? '')
  const ofHelp = /such as (?<text>.*)\.$/.exec(words.designer.run.conditionHint)?.groups?.text ?? ''
  const refused = parseCondition("result('draft').[]", { dependencies: ['draft'] })
  const hint = refused.ok ? '' : refused.error.hint
  const ofHint = [...hint.matchAll(/result\('key'\)\S*?(?:'[^']*'\])?(?=,| or|\.$)/g)].map(([text]) => text)
  return [...ofPage, ofHelp, ...ofHint]
}

/** A program with data under `output`, like a coding agent or a user's script. */
function writeAgent(): string[] {
  const file = join(createTempDir(), 'agent.mjs')
  const data = { score: 0.9, field: 'yes', 'a field': 'yes', items: ['yes'] }
  const result = { type: 'result', text: 'done', data }
  writeFileSync(file, `console.log(${JSON.stringify(JSON.stringify(result))})\n`)
  return [process.execPath, file]
}

async function endOf(condition: string): Promise<string> {
  const app = await bootTestApp()
  const keys = [...new Set([...condition.matchAll(/\('([^']+)'\)/g)].map(([, key = '']) => key))]
  const task = (id: string) => ({ task_id: id, description: 'Make it', required_skills: ['make'] })
  const dependsOn = keys.length === 0 ? ['before'] : keys
  const agent = { id: 'maker', name: 'maker', kind: 'command' as const, skills: ['make'] }
  const { runId } = await app.client.runs.start({
    request: {
      plan_id: 'p',
      tasks: [...dependsOn.map(task), { ...task('behind'), depends_on: dependsOn, condition }],
    },
    roster: [{ ...agent, effectClass: 'repeatable', config: { command: writeAgent(), output: 'jsonl' } }].map(
      (each) => JSON.parse(JSON.stringify(each)),
    ),
  })
  for (const end = systemClock.now() + 20_000; ; ) {
    const { run } = await app.client.runs.get({ runId })
    if (run.endedAt !== null) break
    if (systemClock.now() > end) throw new Error(`The run is ${run.status}`)
    await systemClock.sleep(20)
  }
  return (await app.client.runs.getTask({ runId, taskKey: 'behind' })).task.status
}

describe('every example of a condition', () => {
  const examples = listExamples()

  it('occurs in the texts for people', () => {
    expect(examples).toEqual([
      'success',
      'failure',
      'always',
      "result('review').output.score >= 0.8 and status('build') == 'done'",
      "result('draft').output.score >= 0.8",
      "result('key').output.field",
      "result('key').output['a field']",
      "result('key').output.items[0]",
    ])
  })

  it.each(examples.filter((each) => each !== 'failure'))('is met in a real run: %s', async (condition) => {
    expect(await endOf(condition)).toBe('done')
  })

  it('for a failure is not met if everything succeeds', async () => {
    expect(await endOf('failure')).toBe('skipped')
  })
})
