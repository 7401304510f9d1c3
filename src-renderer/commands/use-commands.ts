import { useLayoutEffect, useRef, useState } from 'react'
import type { Command } from './command.ts'
import { commandStore, withCommands, withoutCommands } from './registry.ts'

/** Registers commands while the component is mounted. Their actions may change with each render. */
export function useCommands(commands: readonly Command[]): void {
  const [source] = useState(() => Symbol('commands'))
  const latest = useRef(commands)
  latest.current = commands
  // Only serializable fields are compared; icons and functions are excluded.
  const look = JSON.stringify(commands.map(({ icon, ...shown }) => shown))

  useLayoutEffect(() => {
    // Only a change of these fields updates the registry. Actions are looked up when they are called.
    void look
    const callLatest = latest.current.map((command, at) => ({
      ...command,
      run: () => latest.current[at]?.run(),
    }))
    commandStore.setState((state) => withCommands(state, source, callLatest))
  }, [look, source])

  useLayoutEffect(() => () => commandStore.setState((state) => withoutCommands(state, source)), [source])
}
