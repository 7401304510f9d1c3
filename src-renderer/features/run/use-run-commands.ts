import { useNavigate } from '@tanstack/react-router'
import { CircleHelp, Filter, LocateFixed, Spline, Workflow } from 'lucide-react'
import type { RefObject } from 'react'
import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { words } from '../../words/words.ts'
import { type RunTab, tabsOf } from './run-search.ts'
import type { FollowedTask } from './use-followed-task.ts'

interface Options {
  readonly run: RunView
  readonly tab: RunTab
  readonly following: FollowedTask
  readonly isPathShown: boolean
  readonly isWhyOpen: boolean
  readonly field: RefObject<HTMLInputElement | null>
  readonly onTab: (tab: RunTab) => void
  readonly onPath: () => void
  readonly onWhy: () => void
}

const says = words.run

/** What can be done on the screen of a run by key and by palette. */
export function useRunCommands(options: Options): void {
  const { run, tab, following, isPathShown, isWhyOpen, field, onTab, onPath, onWhy } = options
  const { planId } = run
  const navigate = useNavigate()
  const category = says.category
  const isOfTasks = tab === 'graph' || tab === 'timeline' || tab === 'list'
  useCommands([
    ...tabsOf(run).map((each, at) => ({
      id: `run.show.${each}`,
      title: says.views.show(says.views[each]),
      category,
      keys: [`Alt+${at + 1}`],
      run: () => onTab(each),
    })),
    {
      id: 'run.why',
      title: isWhyOpen ? says.why.hide : says.why.show,
      category,
      icon: CircleHelp,
      keys: ['w'],
      disabled: isRunOver(run.status) ? says.why.nothing : null,
      run: onWhy,
    },
    ...(planId === null
      ? []
      : [
          {
            id: 'run.plan',
            title: says.header.commands.plan,
            category,
            icon: Workflow,
            run: () => void navigate({ to: '/plans/$planId', params: { planId }, search: {} }),
          },
        ]),
    ...(isOfTasks
      ? [
          {
            id: 'run.filter',
            title: says.filter.focus,
            category,
            icon: Filter,
            keys: ['$mod+f', '/'],
            run: () => field.current?.focus(),
          },
          {
            id: 'run.follow',
            title: following.isOn ? says.follow.end : says.follow.begin,
            category,
            icon: LocateFixed,
            keys: ['f'],
            disabled: tab === 'graph' && !isRunOver(run.status) ? null : says.follow.nothing,
            run: following.toggle,
          },
          {
            id: 'run.path',
            title: isPathShown ? says.path.hide : says.path.show,
            category,
            icon: Spline,
            keys: ['p'],
            run: onPath,
          },
        ]
      : []),
  ])
}
