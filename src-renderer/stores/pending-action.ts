import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** Something asked for on one screen that another has: it is done once that is there. */
export type Wish = 'describeGoal'

const wishStore = createStore<{ wish: Wish | null }>(() => ({ wish: null }))

export const makeWish = (wish: Wish): void => wishStore.setState({ wish })

/** Does what was asked for, once. */
export function useWish(wish: Wish, grant: () => void): void {
  const isWished = useStore(wishStore, (state) => state.wish === wish)
  useEffect(() => {
    if (!isWished) return
    wishStore.setState({ wish: null })
    grant()
  }, [isWished, grant])
}
