// Loaded before the app on Wine 8, which has no TCP_KEEPINTVL and TCP_KEEPCNT: a socket that asks for them before it is
// connected never is, and neither `fetch` nor `WebSocket` of Node comes to this machine's own address.
require('node:net').Socket.prototype.setKeepAlive = function setKeepAlive() {
  return this
}
