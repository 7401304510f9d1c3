import { Menu } from '@base-ui/react/menu'
import { Link, useLocation } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { Check, Ellipsis, type LucideIcon, Monitor, Moon, Sun } from 'lucide-react'
import { words } from '#shared/words/words.ts'
import { useWaiting } from '../../entities/approvals/use-open-items.ts'
import { useCurrentProject } from '../../entities/projects/current-project.ts'
import { type ThemeChoice, themeChoices, useAppearance } from '../../theme/appearance.ts'
import { IconButton } from '../../ui/controls/button.tsx'
import { MenuFrame, MenuItem, menuItemClass } from '../../ui/controls/menu-frame.tsx'
import { Logo } from '../../ui/logo.tsx'
import { isAt, type Place, places } from './destinations.ts'

/** Main navigation: a rail at the side, or a bar at the bottom of a narrow window. */
export function Rail() {
  const { pathname } = useLocation()
  return (
    <nav
      aria-label={words.shell.main}
      className="flex shrink-0 items-center border-line bg-surface max-sm:h-14 max-sm:w-full max-sm:border-t max-sm:px-1 sm:w-[76px] sm:flex-col sm:border-e sm:py-2"
    >
      <Link
        to="/"
        search={{}}
        aria-label={words.shell.app}
        className="mb-2 shrink-0 rounded-md p-1 max-sm:hidden [@media(max-height:640px)]:hidden"
      >
        <Logo size={26} />
      </Link>
      <ul className="flex min-h-0 w-full gap-0.5 sm:flex-1 sm:flex-col sm:overflow-y-auto sm:px-1.5">
        {places.map((place, at) => (
          <PlaceLink
            key={place.to}
            place={place}
            isCurrent={isAt(place.to, pathname)}
            className={at < shownInBar ? '' : 'max-sm:hidden'}
          />
        ))}
        <li className="min-w-0 flex-1 sm:hidden">
          <MorePlaces places={places.slice(shownInBar)} />
        </li>
      </ul>
      <div className="shrink-0 pt-1 max-sm:hidden">
        <ThemeMenu />
      </div>
    </nav>
  )
}

/** Number of places in the bar of a narrow window. The others are in a menu. */
const shownInBar = 5

interface PlaceLinkProps {
  readonly place: Place
  readonly isCurrent: boolean
  readonly className: string
}

function PlaceLink({ place, isCurrent, className }: PlaceLinkProps) {
  const { to, label, icon: Icon } = place
  return (
    <li className={clsx('max-sm:min-w-0 max-sm:flex-1', className)}>
      <Link
        to={to}
        search={{}}
        aria-current={isCurrent ? 'page' : undefined}
        className={clsx(
          'flex h-[50px] min-w-0 flex-col items-center justify-center gap-1 rounded-md font-medium text-xs transition-colors',
          isCurrent ? 'bg-accent-soft text-accent' : 'text-muted hover:bg-hover hover:text-ink',
        )}
      >
        <span className="relative">
          <Icon size={17} strokeWidth={isCurrent ? 2.25 : 2} aria-hidden />
          {to === '/inbox' && <WaitingCount />}
        </span>
        <span title={label} className="max-w-full truncate">
          {label}
        </span>
      </Link>
    </li>
  )
}

/** Number of waiting approvals. Hidden from assistive technology because the status strip says the same in words. */
function WaitingCount() {
  const { id } = useCurrentProject()
  const count = useWaiting().filter(({ projectId }) => id === null || projectId === id).length
  if (count === 0) return null
  return (
    <span
      aria-hidden
      className="tabular absolute -top-1.5 start-2.5 min-w-4 rounded-full bg-attention px-1 text-center font-semibold text-[10px] text-surface leading-4"
    >
      {count > shownCountAtMost ? `${shownCountAtMost}+` : count}
    </span>
  )
}

const shownCountAtMost = 99

/** Menu of the places that do not fit into the bar of a narrow window. */
function MorePlaces({ places }: { places: readonly Place[] }) {
  const { pathname } = useLocation()
  const isHere = places.some(({ to }) => isAt(to, pathname))
  return (
    <MenuFrame
      trigger={
        <button
          type="button"
          className={clsx(
            'flex h-[50px] w-full min-w-0 flex-col items-center justify-center gap-1 rounded-md font-medium text-xs',
            isHere ? 'bg-accent-soft text-accent' : 'text-muted hover:bg-hover hover:text-ink',
          )}
        >
          <Ellipsis size={17} aria-hidden />
          {words.shell.more}
        </button>
      }
      side="top"
      align="end"
      sideOffset={6}
      className="w-48"
    >
      {places.map(({ to, label, icon: Icon }) => (
        <MenuItem key={to} render={<Link to={to} search={{}} />} className="h-9 gap-3 px-2.5">
          <Icon size={15} aria-hidden className="text-muted" />
          {label}
        </MenuItem>
      ))}
    </MenuFrame>
  )
}

const icons: Record<ThemeChoice, LucideIcon> = { system: Monitor, light: Sun, dark: Moon }
const names = words.settings.general.themes

function ThemeMenu() {
  const [{ theme: choice }, setAppearance] = useAppearance()
  const choose = (theme: ThemeChoice) => setAppearance({ theme })
  const name = words.shell.theme(names[choice])
  return (
    <MenuFrame
      trigger={<IconButton label={name} icon={icons[choice]} className="size-9!" />}
      side="right"
      align="end"
      sideOffset={8}
      className="w-44"
    >
      <Menu.RadioGroup
        value={choice}
        onValueChange={(value) => choose(themeChoices.find((each) => each === value) ?? 'system')}
      >
        {themeChoices.map((each) => {
          const ChoiceIcon = icons[each]
          return (
            <Menu.RadioItem key={each} value={each} closeOnClick className={menuItemClass}>
              <ChoiceIcon size={14} aria-hidden className="text-muted" />
              {names[each]}
              <Menu.RadioItemIndicator className="ms-auto">
                <Check size={14} aria-hidden />
              </Menu.RadioItemIndicator>
            </Menu.RadioItem>
          )
        })}
      </Menu.RadioGroup>
    </MenuFrame>
  )
}
