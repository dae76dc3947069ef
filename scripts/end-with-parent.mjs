// A parent killed by -9 cannot pass the signal on: its child, adopted by another process, ends itself.
const parent = process.ppid
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
}, 500).unref()
