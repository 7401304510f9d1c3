import type { Command } from 'commander'
import { z } from 'zod'
import { isOfSimulation, type MemoryEntry } from '#shared/model/memory.ts'
import { runOutcomeSchema } from '#shared/model/runs/run.ts'
import { outcomeWords } from '#shared/model/runs/run-words.ts'
import { exitCodes, type Output, plain, simulationMark } from '../output.ts'
import type { Session } from '../session.ts'

interface Json {
  readonly json?: boolean
}

export function addMemoryCommand(program: Command, session: Session): void {
  const memory = program.command('memory').description('What was kept: build logs and more')
  addRead(memory, session)
  addList(memory, session)
  addAdd(memory, session)
}

function addRead(memory: Command, session: Session): void {
  memory
    .command('read')
    .argument('<id>', 'a memory entry, such as mem_0193…')
    .option('--json', 'print one JSON document and nothing else')
    .description('Print one entry')
    .action((id: string, options: Json) =>
      session(options, async ({ client, output }) => {
        const entry = await client.seed.readMemory({ memory_id: id })
        output.document(entry)
        output.line(JSON.stringify(entry, null, 2))
        return exitCodes.done
      }),
    )
}

interface ListOptions extends Json {
  readonly search?: string
  readonly type?: string
  readonly run?: string
  readonly project?: string
  readonly tag?: string
  readonly limit: string
  readonly offset: string
}

function addList(memory: Command, session: Session): void {
  memory
    .command('list')
    .option('--search <words>', 'only entries with these words, best match first')
    .option('--type <type>', 'only one type, such as build_log')
    .option('--run <id>', 'only what came from one run')
    .option('--project <id>', 'only what belongs to one project')
    .option('--tag <tag>', 'only what has this tag')
    .option('--limit <n>', 'how many', '20')
    .option('--offset <n>', 'of a search, how many of the best to leave out', '0')
    .option('--json', 'print one JSON document and nothing else')
    .description('List entries, newest first')
    .action((options: ListOptions) =>
      session(options, async ({ client, output }) => {
        const { search: query, type, run: runId, project: projectId, tag, limit, offset } = options
        const entries = await client.log.listMemory({
          limit: Number(limit),
          offset: Number(offset),
          ...(query !== undefined && { query }),
          ...(type !== undefined && { type }),
          ...(runId !== undefined && { runId }),
          ...(projectId !== undefined && { projectId }),
          ...(tag !== undefined && { tag }),
        })
        output.document(entries)
        for (const entry of entries) sayEntry(output, entry)
        const isNarrow = [query, type, runId, projectId, tag].some((each) => each !== undefined)
        const none = isNarrow
          ? 'Nothing like that is kept.'
          : 'Nothing is kept yet. A run leaves its build log here.'
        if (entries.length === 0) output.line(none)
        return exitCodes.done
      }),
    )
}

interface AddOptions extends Json {
  readonly type: string
  readonly tag: string[]
  readonly project?: string
  readonly run?: string
  readonly task?: string
  readonly by?: string
}

function addAdd(memory: Command, session: Session): void {
  memory
    .command('add')
    .argument('<text>', 'what is to be found again')
    .option('--type <type>', 'what it is', 'note')
    .option('--tag <tag>', 'a word to find it by; may be repeated', collect, [])
    .option('--project <id>', 'the project it belongs to')
    .option('--run <id>', 'the run it comes from')
    .option('--task <key>', 'the task of that run it comes from')
    .option('--by <name>', 'who says it')
    .option('--json', 'print one JSON document and nothing else')
    .description('Keep something')
    .action((content: string, { type, tag: tags, project, run, task, by, json }: AddOptions) =>
      session({ ...(json !== undefined && { json }) }, async ({ client, output }) => {
        const entry = await client.memory.remember({
          ...{ content, type, tags, projectId: project ?? null, runId: run ?? null, taskKey: task ?? null },
          ...(by !== undefined && { agentId: by }),
        })
        output.document(entry)
        sayEntry(output, entry)
        return exitCodes.done
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

function sayEntry(output: Output, entry: MemoryEntry): void {
  const { id, createdAt, type, taskId } = entry
  const status = describeStatus(entry)
  const parts = [id, new Date(createdAt).toISOString(), plain(type), plain(taskId), plain(status)]
  output.line(`${parts.join('  ')}${simulationMark({ isSimulated: isOfSimulation(entry) })}`)
}
