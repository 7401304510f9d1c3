import { Contrast, Monitor, Moon, Sun, Waves } from 'lucide-react'
import type { Command } from '../../commands/command.ts'
import { type Appearance, chooseAppearance } from '../../theme/appearance.ts'
import { words } from '../../words/words.ts'

const { commands: say } = words.shell

/** How the window is to look, each choice as an order. */
export function listLookCommands(): Command[] {
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
