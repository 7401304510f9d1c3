import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { z } from 'zod'
import { isOfSimulation, type MemoryEntry } from '#shared/model/memory.ts'
import { runOutcomeSchema } from '#shared/model/runs/run.ts'
import { outcomeWords } from '#shared/model/runs/run-text.ts'
import { jsonCommand, type Session } from '../command.ts'
import { plain, simulationMark } from '../output.ts'

export function addMemoryCommand(program: CommandUnknownOpts, session: Session): void {
  const memory = program.command('memory').description('Search and add memory entries, such as build logs')
  jsonCommand(memory, 'read', 'Print one entry')
    .argument('<id>', 'a memory entry, such as mem_0193…')
    .action((id, options) =>
      session(options, async ({ client, output }) => {
        output.show(await client.seed.readMemory({ memory_id: id }), (entry) =>
          JSON.stringify(entry, null, 2),
        )
      }),
    )
  jsonCommand(memory, 'list', 'List entries, newest first')
    .option('--search <words>', 'only entries with these words, best match first')
    .option('--type <type>', 'only one type, such as build_log')
    .option('--run <id>', 'only entries of one run')
    .option('--project <id>', 'only entries of one project')
    .option('--tag <tag>', 'only entries with this tag')
    .option('--limit <n>', 'the maximum number of entries', '20')
    .option('--offset <n>', 'the number of search results to skip', '0')
    .action((options) =>
      session(options, async ({ client, output }) => {
        const { search: query, type, run: runId, project: projectId, tag, limit, offset } = options
        const filter = { query, type, runId, projectId, tag }
        const page = { limit: Number(limit), offset: Number(offset) }
        const entries = await client.log.listMemory({ ...page, ...filter })
        const isNarrow = Object.values(filter).some((each) => each !== undefined)
        const none = isNarrow ? 'No matching entries.' : 'No entries yet. Each run adds a build log.'
        output.list(entries, lineOf, none)
      }),
    )
  jsonCommand(memory, 'add', 'Add an entry')
    .argument('<text>', 'the text of the entry')
    .option('--type <type>', 'the type of the entry', 'note')
    .option('--tag <tag>', 'a tag; may be repeated', collect, [])
    .option('--project <id>', 'the project of the entry')
    .option('--run <id>', 'the run of the entry')
    .option('--task <key>', 'the task of that run')
    .option('--by <name>', 'the author')
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

/** A build log keeps the status of its start; the outcome of its run is the newer fact. */
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
