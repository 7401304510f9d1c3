import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Bot, SquareChevronRight, Workflow } from 'lucide-react'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { useKeySettings, withKeys } from '../../../commands/own-keys.ts'
import { commandStore, listCommands } from '../../../commands/registry.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { lookOf, statusOfRun } from '../../../ui/status-looks.ts'
import { words } from '../../../words/words.ts'
import type { PaletteItem } from './palette-items.ts'

/** As many as the engine tells at once. */
const runsAtMost = 500

/** Everything that the palette lists: what can be done here, and what there is to go to. */
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
        // What is of this screen first: that is what the person is at.
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
  const runs = useQuery(orpc.runs.list.queryOptions({ input: { limit: runsAtMost } })).data
  const plans = useQuery(orpc.plans.list.queryOptions()).data
  const agents = useQuery(orpc.agents.list.queryOptions()).data
  return useMemo(() => {
    const { palette } = words.shell
    return [
      ...(runs ?? []).map((run) => {
        const { word, icon } = lookOf(statusOfRun(run))
        const go = () => void navigate({ to: '/runs/$runId', params: { runId: run.id } })
        return thing({ kind: 'run', id: run.id, title: run.title, group: palette.runs, icon }, go, [
          palette.run,
          word,
        ])
      }),
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
