import { Menu } from '@base-ui/react/menu'
import { Check, Monitor, Moon, Sun } from 'lucide-react'
import { type ThemeChoice, themeChoices, useAppearance } from '../../theme/appearance.ts'

const looks = {
  system: { word: 'Like the system', icon: Monitor },
  light: { word: 'Light', icon: Sun },
  dark: { word: 'Dark', icon: Moon },
} as const satisfies Record<ThemeChoice, unknown>

export function ThemeMenu() {
  const [{ theme: choice }, setAppearance] = useAppearance()
  const choose = (theme: ThemeChoice) => setAppearance({ theme })
  const { icon: Icon, word } = looks[choice]
  return (
    <Menu.Root>
      <Menu.Trigger
        aria-label={`Theme: ${word}`}
        title={`Theme: ${word}`}
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
                const { icon: ChoiceIcon, word: name } = looks[each]
                return (
                  <Menu.RadioItem
                    key={each}
                    value={each}
                    closeOnClick
                    className="flex h-8 cursor-pointer items-center gap-2 rounded-md px-2 outline-none data-[highlighted]:bg-hover"
                  >
                    <ChoiceIcon size={14} aria-hidden className="text-muted" />
                    {name}
                    <Menu.RadioItemIndicator className="ml-auto">
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
