import { Menu } from '@base-ui/react/menu'
import { Check, type LucideIcon, Monitor, Moon, Sun } from 'lucide-react'
import { type ThemeChoice, themeChoices, useAppearance } from '../../theme/appearance.ts'
import { words } from '../../words/words.ts'

const icons: Record<ThemeChoice, LucideIcon> = { system: Monitor, light: Sun, dark: Moon }
const names = words.settings.general.themes

export function ThemeMenu() {
  const [{ theme: choice }, setAppearance] = useAppearance()
  const choose = (theme: ThemeChoice) => setAppearance({ theme })
  const Icon = icons[choice]
  const name = words.shell.theme(names[choice])
  return (
    <Menu.Root>
      <Menu.Trigger
        aria-label={name}
        title={name}
        className="inline-flex size-9 items-center justify-center rounded-md text-muted transition-colors hover:bg-hover hover:text-ink"
      >
        <Icon size={16} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner side="right" align="end" sideOffset={8} className="z-40">
          <Menu.Popup className="appearing w-44 rounded-lg border border-line bg-raised p-1 shadow-high outline-none">
            <Menu.RadioGroup
              value={choice}
              onValueChange={(value) => choose(themeChoices.find((each) => each === value) ?? 'system')}
            >
              {themeChoices.map((each) => {
                const ChoiceIcon = icons[each]
                return (
                  <Menu.RadioItem
                    key={each}
                    value={each}
                    closeOnClick
                    className="flex h-8 cursor-pointer items-center gap-2 rounded-md px-2 outline-none data-[highlighted]:bg-hover"
                  >
                    <ChoiceIcon size={14} aria-hidden className="text-muted" />
                    {names[each]}
                    <Menu.RadioItemIndicator className="ms-auto">
                      <Check size={14} aria-hidden />
                    </Menu.RadioItemIndicator>
                  </Menu.RadioItem>
                )
              })}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
