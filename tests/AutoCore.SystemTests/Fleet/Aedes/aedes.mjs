// One process of a clustered broker: node aedes.mjs PORT REDIS_SOCKET HEARTBEAT_MS. Tells on standard output who comes and goes.
import { createServer } from 'node:net'
import { Aedes } from 'aedes'
import emitter from 'mqemitter-redis'
import persistence from 'aedes-persistence-redis'

const [port, path, heartbeatInterval] = process.argv.slice(2)
const broker = await Aedes.createBroker({
  mq: emitter({ path }),
  persistence: persistence({ path }),
  heartbeatInterval: Number(heartbeatInterval)
})
// A node is known by the topic of its will, autocore/NODE/status; other clients have none.
const tell = (what, client) => client._will && console.log(`${what} ${client._will.topic.split('/')[1]}`)
broker.on('clientReady', client => tell('came', client))
broker.on('clientDisconnect', client => tell('went', client))
broker.on('clientError', (client, error) => console.log(`${client.id}: ${error.message}`))
createServer(broker.handle).listen(Number(port), '127.0.0.1', () => console.log('listening'))
