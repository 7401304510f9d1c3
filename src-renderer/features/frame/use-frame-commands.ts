import { useNavigate, useRouter } from '@tanstack/react-router'
import { Bell, FileInput, FolderKanban, Keyboard, Plus, RotateCw, Search, Sparkles } from 'lucide-react'
import { planExtensions } from '#shared/plan-file/file-types.ts'
import type { Command } from '../../commands/command.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { useNewPlan } from '../../entities/drafts/use-new-plan.ts'
import { openFiles } from '../../host/current-host.ts'
import { offerFile } from '../../stores/import-store.ts'
import { makeWish } from '../../stores/wish.ts'
import { words } from '../../words/words.ts'
import { listLookCommands } from './look-commands.ts'
import { openOverlay, toggleOverlay } from './overlay-store.ts'
import { places } from './places.ts'
import { listZoomCommands } from './zoom-commands.ts'

const { commands: say } = words.shell

/** What can be done on every screen. */
export function useFrameCommands(): void {
  const navigate = useNavigate()
  const { history } = useRouter()
  const startPlan = useNewPlan()

  const importPlan = async () => {
    const [file] = await openFiles({ extensions: planExtensions })
    if (file !== undefined) offerFile(file)
  }
  const describeGoal = async () => {
    await navigate({ to: '/', search: {} })
    makeWish('describeGoal')
  }

  const overlays = {
    palette: () => toggleOverlay('palette'),
    keys: () => openOverlay('keys'),
    notices: () => openOverlay('notices'),
  }
  const go = (id: string, title: string, rest: Pick<Command, 'run'> & Partial<Command>): Command => ({
    ...{ id: `go.${id}`, title, category: say.go, isEverywhere: true },
    ...rest,
  })

  useCommands([
    ...places.map(({ to, label, icon, key }) =>
      go(to === '/' ? 'home' : to.slice(1), say.goTo(label), {
        ...{ icon, keys: [`g ${key}`] },
        run: () => void navigate({ to, search: {} }),
      }),
    ),
    go('projects', say.goTo(words.projects.title), {
      ...{ icon: FolderKanban, keys: ['g o'] },
      run: () => void navigate({ to: '/projects' }),
    }),
    go('back', say.back, { keys: ['Alt+ArrowLeft'], run: () => history.back() }),
    go('forward', say.forward, { keys: ['Alt+ArrowRight'], run: () => history.forward() }),
    go('notices', say.notices, { icon: Bell, keys: ['g n'], run: overlays.notices }),
    go('palette', say.palette, { icon: Search, keys: ['$mod+k', '$mod+Shift+p'], run: overlays.palette }),
    {
      ...{ id: 'file.newPlan', title: say.newPlan, category: say.file, isEverywhere: true },
      ...{ icon: Plus, keys: ['Shift+N'] },
      run: () => void startPlan(),
    },
    {
      ...{ id: 'file.describeGoal', title: say.describeGoal, category: say.file, isEverywhere: true },
      ...{ icon: Sparkles, run: () => void describeGoal() },
    },
    {
      ...{ id: 'file.import', title: say.importPlan, category: say.file, isEverywhere: true },
      ...{ icon: FileInput, keys: ['$mod+o'], run: () => void importPlan() },
    },
    ...listLookCommands(),
    ...listZoomCommands(),
    {
      ...{ id: 'view.reload', title: say.reload, category: say.view, isEverywhere: true },
      ...{ icon: RotateCw, run: () => location.reload() },
    },
    {
      ...{ id: 'help.keys', title: say.keySheet, category: say.help, isEverywhere: true },
      ...{ icon: Keyboard, keys: ['Shift+?', '$mod+/'], run: overlays.keys },
    },
  ])
}
