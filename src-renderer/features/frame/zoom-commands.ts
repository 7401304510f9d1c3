import { ZoomIn, ZoomOut } from 'lucide-react'
import type { Command } from '../../commands/command.ts'
import { zoomOfHost } from '../../host/current-host.ts'
import type { ZoomStep } from '../../host/host.ts'
import { words } from '../../words/words.ts'

const { commands: say } = words.shell

/** Larger and smaller; in a browser its own keys do that, and are left to it. */
export function listZoomCommands(): Command[] {
  const zoom = zoomOfHost()
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
