import { resolve } from 'node:path'
import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { words } from '#shared/words/words.ts'
import { jsonCommand, type Session } from '../command.ts'
import { writeText } from '../files.ts'
import { exitCodes, plain } from '../output.ts'

const help = words.cliHelp.scope
const text = words.cli.scope

export function addScopeCommand(program: CommandUnknownOpts, session: Session): void {
  jsonCommand(program, 'scope', help.scope.about)
    .argument('<words...>', help.scope.words)
    .option('--project <folder>', help.scope.project)
    .option('--out <file>', help.scope.out)
    .action((goal, options) =>
      session(options, async ({ client, output }) => {
        const { project, out } = options
        const { expectations } = await client.goals.preview({ goal: goal.join(' ') })
        for (const each of expectations) output.line(plain(each))
        const scoped = await client.seed.scope({
          goal: goal.join(' '),
          project_folder: project === undefined ? undefined : resolve(project),
        })
        const { plan, open_questions: questions, notes, model, complexity } = scoped
        if (out !== undefined && plan.tasks.length > 0) writeText(out, `${JSON.stringify(plan, null, 2)}\n`)
        output.document(scoped)
        output.line(plain(text.madeBy(plan.title ?? plan.plan_id, model)))
        const difficulty = new Map(
          complexity.map(({ task_id, score }) => [task_id, `  ${text.difficulty(score)}`]),
        )
        for (const { task_id: key, title, required_skills: skills, depends_on: before = [] } of plan.tasks) {
          const who = skills.length === 0 ? text.split : skills.join(', ')
          const after = before.length === 0 ? '' : `  ${text.after(before.join(', '))}`
          output.line(plain(`  ${key}  ${title ?? ''}  [${who}]${difficulty.get(key) ?? ''}${after}`))
        }
        for (const question of questions) output.line(plain(`  ? ${question}`))
        for (const note of notes) output.line(plain(`  ! ${note}`))
        if (plan.tasks.length === 0) {
          output.line(text.noTasks)
          return exitCodes.failed
        }
        if (out !== undefined) output.line(plain(text.wrote(out)))
      }),
    )
}
