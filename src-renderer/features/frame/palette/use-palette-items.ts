import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Bot, Search, SquareChevronRight, Workflow } from 'lucide-react'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { RunView } from '#shared/model/runs/run.ts'
import { words } from '#shared/words/words.ts'
import { useKeySettings, withKeys } from '../../../commands/key-settings.ts'
import { commandStore, listCommands } from '../../../commands/registry.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { lookOf, statusOfRun } from '../../../ui/status-looks.ts'
import type { PaletteItem, PaletteQuery } from './palette-items.ts'

/** Newest runs, which are searched locally. Older runs are searched by the engine. */
const runsAtMost = 200
/** Limit of matches from the engine. */
const olderAtMost = 20

/** All palette entries: the commands of the screen, and runs, plans and agents. */
export function usePaletteItems(): readonly PaletteItem[] {
  const commands = useCommandItems()
  const things = useThings()
  return useMemo(() => [...commands, ...things], [commands, things])
}

function useCommandItems(): readonly PaletteItem[] {
  const registry = useStore(commandStore)
  const [settings] = useKeySettings()
  return useMemo(
    () =>
      withKeys(listCommands(registry), settings)
        // Commands of the current screen come first.
        .sort((a, b) => Number(a.isEverywhere ?? false) - Number(b.isEverywhere ?? false))
        .map(({ id, title, category, icon = SquareChevronRight, keys, disabled = null, run }) => ({
          ...({ id, kind: 'command', title, about: category, group: category, icon } as const),
          ...{ keys: keys?.[0], disabled, run },
        })),
    [registry, settings],
  )
}

function useThings(): readonly PaletteItem[] {
  const { orpc } = useRpc()
  const navigate = useNavigate()
  const runs = useQuery(orpc.runs.find.queryOptions({ input: { limit: runsAtMost } })).data
  const plans = useQuery(orpc.plans.list.queryOptions()).data
  const agents = useQuery(orpc.agents.list.queryOptions()).data
  return useMemo(() => {
    const { palette } = words.shell
    return [
      ...(runs ?? []).map((run) => itemOfRun(run, navigate)),
      ...(plans ?? []).map(({ id, title }) => {
        const go = () => void navigate({ to: '/plans/$planId', params: { planId: id } })
        return thing({ kind: 'plan', id, title, group: palette.plans, icon: Workflow }, go, [palette.plan])
      }),
      ...(agents ?? []).map(({ id, name, skills }) => {
        const go = () => void navigate({ to: '/agents', search: { agent: id } })
        const about = [palette.agent, skills.slice(0, 3).join(', ')].filter((each) => each !== '')
        return thing({ kind: 'agent', id, title: name, group: palette.agents, icon: Bot }, go, about)
      }),
    ]
  }, [runs, plans, agents, navigate])
}

/** Matching runs older than the locally loaded ones, followed by a link to all matching runs if there are more. */
export function useOlderRuns({ kind, text }: PaletteQuery): readonly PaletteItem[] {
  const { orpc } = useRpc()
  const navigate = useNavigate()
  const newest = useQuery(orpc.runs.find.queryOptions({ input: { limit: runsAtMost } })).data ?? []
  const last = newest.length < runsAtMost ? undefined : newest.at(-1)
  const wanted = text.slice(0, 500)
  const found = useQuery(
    orpc.runs.find.queryOptions({
      input: {
        filter: { text: wanted },
        below: last === undefined ? null : { createdAt: last.createdAt, id: last.id },
        limit: olderAtMost,
      },
      enabled: last !== undefined && text !== '' && (kind === null || kind === 'run'),
    }),
  ).data
  const hasMore = text === '' ? kind === 'run' && last !== undefined : found?.length === olderAtMost
  return useMemo(() => {
    const items = text === '' ? [] : (found ?? []).map((run) => itemOfRun(run, navigate))
    if (!hasMore) return items
    const { palette } = words.shell
    const go = () => void navigate({ to: '/runs', search: wanted === '' ? {} : { q: wanted } })
    const title = wanted === '' ? palette.allRuns : palette.allRunsWith(wanted)
    const all = { kind: 'run', id: 'all', title, group: palette.runs, icon: Search } as const
    return [...items, thing(all, go, [palette.run])]
  }, [found, hasMore, text, wanted, navigate])
}

function itemOfRun(run: RunView, navigate: ReturnType<typeof useNavigate>): PaletteItem {
  const { palette } = words.shell
  const { word, icon } = lookOf(statusOfRun(run))
  const go = () => void navigate({ to: '/runs/$runId', params: { runId: run.id } })
  const { id, title } = run
  return thing({ kind: 'run', id, title, group: palette.runs, icon }, go, [palette.run, word])
}

const thing = (
  { id, kind, title, ...rest }: Pick<PaletteItem, 'id' | 'kind' | 'title' | 'group' | 'icon'>,
  run: () => void,
  about: readonly string[],
): PaletteItem => ({
  ...rest,
  kind,
  id: `${kind}:${id}`,
  title: title === '' ? words.shell.palette.unnamed : title,
  about: about.join(' · '),
  run,
})
