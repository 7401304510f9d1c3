import { useNavigate, useRouter } from '@tanstack/react-router'
import {
  Bell,
  Contrast,
  FileInput,
  FolderKanban,
  Keyboard,
  Monitor,
  Moon,
  Plus,
  RotateCw,
  Search,
  Sparkles,
  Sun,
  Waves,
  ZoomIn,
  ZoomOut,
} from 'lucide-react'
import { planExtensions } from '#shared/plan-file/file-types.ts'
import { words } from '#shared/words/words.ts'
import type { Command } from '../../commands/command.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { useNewPlan } from '../../entities/drafts/use-new-plan.ts'
import { currentHost } from '../../host/current-host.ts'
import type { ZoomStep } from '../../host/host.ts'
import { offerFile } from '../../stores/import-store.ts'
import { requestAction } from '../../stores/pending-action.ts'
import { type Appearance, chooseAppearance } from '../../theme/appearance.ts'
import { places } from './destinations.ts'
import { openOverlay, toggleOverlay } from './overlay-store.ts'

const { commands: say } = words.shell

/** Registers the commands that every screen has. */
export function useFrameCommands(): void {
  const navigate = useNavigate()
  const { history } = useRouter()
  const startPlan = useNewPlan()

  const importPlan = async () => {
    const file = await currentHost().openFile(planExtensions)
    if (file !== null) offerFile(file)
  }
  const describeGoal = async () => {
    await navigate({ to: '/', search: {} })
    requestAction('describeGoal')
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

/** A command for each choice of each appearance setting. */
function listLookCommands(): Command[] {
  const look = (id: string, change: Partial<Appearance>, rest: Pick<Command, 'title' | 'icon'>): Command => ({
    ...{ id: `view.${id}`, category: say.view, isEverywhere: true },
    ...rest,
    run: () => chooseAppearance(change),
  })
  return [
    look('light', { theme: 'light' }, { title: say.light, icon: Sun }),
    look('dark', { theme: 'dark' }, { title: say.dark, icon: Moon }),
    look('likeSystem', { theme: 'system' }, { title: say.likeSystem, icon: Monitor }),
    look('moreContrast', { contrast: 'more' }, { title: say.moreContrast, icon: Contrast }),
    look('normalContrast', { contrast: 'system' }, { title: say.normalContrast, icon: Contrast }),
    look('lessMotion', { motion: 'less' }, { title: say.lessMotion, icon: Waves }),
    look('normalMotion', { motion: 'system' }, { title: say.normalMotion, icon: Waves }),
  ]
}

/** Zoom commands. In a browser they are disabled, because the browser has its own zoom shortcuts. */
function listZoomCommands(): Command[] {
  const zoom = currentHost().zoom
  const by = (step: ZoomStep, rest: Pick<Command, 'id' | 'title' | 'icon' | 'keys'>): Command => ({
    ...{ category: say.view, isEverywhere: true, disabled: zoom === null ? say.zoomOfBrowser : null },
    ...rest,
    run: () => zoom?.(step),
  })
  return [
    by('in', { id: 'view.zoomIn', title: say.zoomIn, icon: ZoomIn, keys: ['$mod+=', '$mod+Shift++'] }),
    by('out', { id: 'view.zoomOut', title: say.zoomOut, icon: ZoomOut, keys: ['$mod+-'] }),
    by('reset', { id: 'view.zoomReset', title: say.zoomReset, icon: ZoomIn, keys: ['$mod+0'] }),
  ]
}
