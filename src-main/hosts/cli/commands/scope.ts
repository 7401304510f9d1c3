import { resolve } from 'node:path'
import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { jsonCommand, type Session } from '../command.ts'
import { writeText } from '../files.ts'
import { exitCodes, plain } from '../output.ts'

export function addScopeCommand(program: CommandUnknownOpts, session: Session): void {
  jsonCommand(program, 'scope', 'Draft a plan for a goal without saving or running it')
    .argument('<words...>', 'the goal, in a sentence')
    .option('--project <folder>', 'the project folder of the plan')
    .option('--out <file>', 'write the plan to this file')
    .action((words, options) =>
      session(options, async ({ client, output }) => {
        const { project, out } = options
        const { expectations } = await client.goals.preview({ goal: words.join(' ') })
        for (const each of expectations) output.line(plain(each))
        const scoped = await client.seed.scope({
          goal: words.join(' '),
          project_folder: project === undefined ? undefined : resolve(project),
        })
        const { plan, open_questions: questions, notes, model, complexity } = scoped
        if (out !== undefined && plan.tasks.length > 0) writeText(out, `${JSON.stringify(plan, null, 2)}\n`)
        output.document(scoped)
        output.line(`${plain(plan.title ?? plan.plan_id)}, by ${plain(model ?? 'templates')}`)
        const hardness = new Map(complexity.map(({ task_id, score }) => [task_id, `  (${score} of 10)`]))
        for (const { task_id: key, title, required_skills: skills, depends_on: before = [] } of plan.tasks) {
          const who = skills.length === 0 ? 'split' : skills.join(', ')
          const after = before.length === 0 ? '' : `  after ${before.join(', ')}`
          output.line(plain(`  ${key}  ${title ?? ''}  [${who}]${hardness.get(key) ?? ''}${after}`))
        }
        for (const question of questions) output.line(plain(`  ? ${question}`))
        for (const note of notes) output.line(plain(`  ! ${note}`))
        if (plan.tasks.length === 0) {
          output.line('The plan has no tasks. Answer the questions above, or reword the goal.')
          return exitCodes.failed
        }
        if (out !== undefined) output.line(plain(`Wrote ${out}. Run: npx switchyard run ${out}`))
      }),
    )
}
