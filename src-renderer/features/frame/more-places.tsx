import { Menu } from '@base-ui/react/menu'
import { Link, useLocation } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { Ellipsis } from 'lucide-react'
import { words } from '../../words/words.ts'
import { isAt, type Place } from './places.ts'

/** The places that a narrow window has no room for in its bar. */
export function MorePlaces({ places }: { places: readonly Place[] }) {
  const { pathname } = useLocation()
  const isHere = places.some(({ to }) => isAt(to, pathname))
  return (
    <Menu.Root>
      <Menu.Trigger
        className={clsx(
          'flex h-[50px] w-full min-w-0 flex-col items-center justify-center gap-1 rounded-md font-medium text-xs',
          isHere ? 'bg-accent-soft text-accent' : 'text-muted hover:bg-hover hover:text-ink',
        )}
      >
        <Ellipsis size={17} aria-hidden />
        {words.shell.more}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner side="top" align="end" sideOffset={6} className="z-40">
          <Menu.Popup className="appearing w-48 rounded-lg border border-line bg-raised p-1 shadow-high outline-none">
            {places.map(({ to, label, icon: Icon }) => (
              <Menu.Item
                key={to}
                render={<Link to={to} search={{}} />}
                className="flex h-9 items-center gap-3 rounded-md px-2.5 outline-none data-[highlighted]:bg-hover"
              >
                <Icon size={15} aria-hidden className="text-muted" />
                {label}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
