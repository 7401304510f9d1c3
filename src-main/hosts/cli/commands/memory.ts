import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { z } from 'zod'
import { isOfSimulation, type MemoryEntry } from '#shared/model/memory.ts'
import { runOutcomeSchema } from '#shared/model/runs/run.ts'
import { outcomeWords } from '#shared/model/runs/run-text.ts'
import { words } from '#shared/words/words.ts'
import { jsonCommand, type Session } from '../command.ts'
import { plain, simulationMark } from '../output.ts'

const help = words.cliHelp.memory
const text = words.cli.memory

export function addMemoryCommand(program: CommandUnknownOpts, session: Session): void {
  const memory = program.command('memory').description(help.memory.about)
  jsonCommand(memory, 'read', help.read.about)
    .argument('<id>', help.read.id)
    .action((id, options) =>
      session(options, async ({ client, output }) => {
        output.show(await client.seed.readMemory({ memory_id: id }), (entry) =>
          JSON.stringify(entry, null, 2),
        )
      }),
    )
  jsonCommand(memory, 'list', help.list.about)
    .option('--search <words>', help.list.search)
    .option('--type <type>', help.list.type)
    .option('--run <id>', help.list.run)
    .option('--project <id>', help.list.project)
    .option('--tag <tag>', help.list.tag)
    .option('--limit <n>', help.list.limit, '20')
    .option('--offset <n>', help.list.offset, '0')
    .action((options) =>
      session(options, async ({ client, output }) => {
        const { search: query, type, run: runId, project: projectId, tag, limit, offset } = options
        const filter = { query, type, runId, projectId, tag }
        const page = { limit: Number(limit), offset: Number(offset) }
        const entries = await client.log.listMemory({ ...page, ...filter })
        const isNarrow = Object.values(filter).some((each) => each !== undefined)
        const none = isNarrow ? text.noMatch : text.none
        output.list(entries, lineOf, none)
      }),
    )
  jsonCommand(memory, 'add', help.add.about)
    .argument('<text>', help.add.text)
    .option('--type <type>', help.add.type, 'note')
    .option('--tag <tag>', help.add.tag, collect, [])
    .option('--project <id>', help.add.project)
    .option('--run <id>', help.add.run)
    .option('--task <key>', help.add.task)
    .option('--by <name>', help.add.by)
    .action((content, { type, tag: tags, project, run, task, by, json }) =>
      session({ json }, async ({ client, output }) => {
        const entry = await client.memory.remember({
          ...{ content, type, tags, projectId: project ?? null, runId: run ?? null, taskKey: task ?? null },
          agentId: by,
        })
        output.show(entry, lineOf)
      }),
    )
}

const endedSchema = z.object({ outcome: runOutcomeSchema })

/** A build log's status is the one at the start of the run; the outcome is in its content once the run has ended. */
function describeStatus({ type, status, content }: MemoryEntry): string {
  const ended = type === 'build_log' ? endedSchema.safeParse(content).data : undefined
  return ended === undefined ? status : outcomeWords[ended.outcome]
}

const collect = (tag: string, tags: readonly string[]): string[] => [...tags, tag]

function lineOf(entry: MemoryEntry): string {
  const { id, createdAt, type, taskId } = entry
  const status = describeStatus(entry)
  const parts = [id, new Date(createdAt).toISOString(), plain(type), plain(taskId), plain(status)]
  return `${parts.join('  ')}${simulationMark({ isSimulated: isOfSimulation(entry) })}`
}
