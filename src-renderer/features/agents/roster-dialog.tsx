import { Dialog } from '@base-ui/react/dialog'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RosterReport } from '#shared/contract/agents.ts'
import { type Agent, newAgentSchema } from '#shared/model/agents/agent.ts'
import { words } from '#shared/words/words.ts'
import { readTextFile } from '../../entities/files/read-text.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { DialogFoot, DialogHead, DialogShell } from '../../ui/controls/dialog-frame.tsx'
import { TextArea } from '../../ui/controls/field.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { AvailabilityWord, SkillTokens } from './agent-words.tsx'
import { kindWords } from './kinds.ts'

interface RosterDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Imports agents from files. A preview comes first, and nothing is saved without confirmation. */
export function RosterDialog({ isOpen, onClose }: RosterDialogProps) {
  return (
    <DialogShell size="wide" startsAt="dialog" isOpen={isOpen} onClose={onClose}>
      {isOpen && <RosterForm onClose={onClose} />}
    </DialogShell>
  )
}

function RosterForm({ onClose }: Pick<RosterDialogProps, 'onClose'>) {
  const { client, orpc } = useRpc()
  const [text, setText] = useState('')
  const agents = useQuery(orpc.agents.list.queryOptions())
  const known = new Set(agents.data?.map(({ id }) => id))
  const read = useMutation({
    mutationFn: async (files: readonly RosterFile[]): Promise<ReadRoster> => {
      const own = ownRosterOf(files)
      if (own !== null) return { files, own, report: null }
      return { files, own, report: await client.agents.importRoster({ files: [...files], dryRun: true }) }
    },
  })
  const keep = useMutation({
    mutationFn: async ({ files, own }: ReadRoster) => {
      if (own === null) await client.agents.importRoster({ files: [...files] })
      else await client.agents.register({ agents: [...own] })
    },
    onSuccess: onClose,
  })
  const take = (files: readonly RosterFile[]) => {
    keep.reset()
    read.mutate(files)
  }
  const takeFiles = async (list: FileList | null) => {
    const files = await Promise.all(
      [...(list ?? [])].map(async (file) => ({ path: file.name, text: (await readTextFile(file)).text })),
    )
    if (files.length > 0) take(files)
  }
  return (
    <>
      <DialogHead title={words.agents.importARoster} about={words.agents.subAgentsOfClaudeCodeAgents} />
      <section
        aria-label={words.agents.filesOfAgents}
        className="flex min-h-0 flex-1 flex-col gap-4 overflow-auto px-6 py-5"
        onDragOver={(event) => {
          event.preventDefault()
          event.stopPropagation()
        }}
        onDrop={(event) => {
          // Otherwise the window would import the file as a plan.
          event.preventDefault()
          event.stopPropagation()
          void takeFiles(event.dataTransfer.files)
        }}
      >
        <label className="flex cursor-pointer flex-col items-center gap-1 rounded-lg border border-line-strong border-dashed p-5 text-center focus-within:outline-2 focus-within:outline-focus hover:bg-hover">
          <span className="font-medium">{words.agents.chooseFilesOrDropThemHere}</span>
          <span className="text-muted text-sm">{words.agents.nothingOfThemIsStartedOr}</span>
          <input
            type="file"
            multiple
            accept=".json,.md,.yaml,.yml"
            aria-label={words.agents.rosterFiles}
            className="sr-only"
            onChange={({ target }) => {
              void takeFiles(target.files)
              // Reset the value, so that choosing the same files again fires a change event.
              target.value = ''
            }}
          />
        </label>
        <div className="flex flex-col gap-2">
          <TextArea
            label={words.agents.orPasteOne}
            rows={4}
            spellCheck={false}
            className="font-mono text-sm"
            value={text}
            onChange={setText}
          />
          <Button
            className="self-start"
            disabled={text.trim() === '' || read.isPending}
            onClick={() => take([{ path: 'pasted', text }])}
          >
            {words.agents.lookAtIt}
          </Button>
        </div>
        <FailureNote error={read.error} />
        {read.data !== undefined && <RosterPreview roster={read.data} known={known} />}
        <FailureNote error={keep.error} />
      </section>
      <DialogFoot>
        <Dialog.Close render={<Button />}>{words.agents.cancel}</Dialog.Close>
        <Button
          look="primary"
          disabled={read.data === undefined || keep.isPending}
          onClick={() => read.data !== undefined && keep.mutate(read.data)}
        >
          {keep.isPending
            ? words.agents.importing
            : read.data === undefined
              ? words.agents.import
              : words.agents.importAll(agentsIn(read.data).length)}
        </Button>
      </DialogFoot>
    </>
  )
}

/** Agents read from files, in Switchyard's own format (`own`) or in the format of another tool (`report`). */
interface ReadRoster {
  readonly files: readonly RosterFile[]
  readonly own: readonly Agent[] | null
  readonly report: RosterReport | null
}

const agentsIn = ({ own, report }: ReadRoster): readonly Agent[] => own ?? report?.agents ?? []

interface RosterPreviewProps {
  readonly roster: ReadRoster
  /** Ids of existing agents. An imported agent replaces the existing one with the same id. */
  readonly known: ReadonlySet<string>
}

/** A preview of the agents in files. */
function RosterPreview({ roster, known }: RosterPreviewProps) {
  const agents = agentsIn(roster)
  const { report } = roster
  return (
    <section aria-label={words.agents.found(agents.length)} className="flex flex-col gap-3">
      <p role="status" className="font-medium">
        {words.agents.found(agents.length)}
      </p>
      <ul className="flex flex-col gap-3">
        {agents.map((agent) => (
          <li key={agent.id} className="rounded-lg border border-line bg-surface p-3">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <span className="min-w-0 truncate font-medium">{agent.name}</span>
              <AvailabilityWord availability={agent.availability} />
            </div>
            <p className="mb-1.5 text-muted text-sm">
              {kindWords[agent.kind]} · {agent.id}
              {known.has(agent.id) && <span className="text-warning"> · {words.agents.takesPlace}</span>}
            </p>
            <SkillTokens skills={agent.skills} />
          </li>
        ))}
      </ul>
      {report !== null && report.warnings.length > 0 && (
        <ul className="flex flex-col gap-1.5">
          {report.warnings.map(({ code, where, message }) => (
            <li key={`${code} ${where} ${message}`} className="rounded-md bg-warning-soft px-3 py-2">
              <p className="break-words">{message}</p>
              <p className="break-words font-mono text-muted text-xs">{where}</p>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

interface RosterFile {
  readonly path: string
  readonly text: string
}

/** Agents of a single file in Switchyard's format; null for several files or another format. */
function ownRosterOf([file, ...others]: readonly RosterFile[]): readonly Agent[] | null {
  if (file === undefined || others.length > 0) return null
  const agents = parseAgents(file.text)
  if (agents === null) return null
  const read = agents.map((each) => newAgentSchema.safeParse(each))
  return read.every(({ success }) => success) ? read.flatMap(({ data }) => data ?? []) : null
}

function parseAgents(text: string): readonly unknown[] | null {
  // `JSON.parse` reports errors only by throwing.
  try {
    const parsed: unknown = JSON.parse(text)
    const isRoster = typeof parsed === 'object' && parsed !== null && 'agents' in parsed
    return isRoster && Array.isArray(parsed.agents) && parsed.agents.length > 0 ? parsed.agents : null
  } catch {
    return null
  }
}
