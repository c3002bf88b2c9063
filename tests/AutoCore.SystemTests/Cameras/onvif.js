// Asks one device by the npm package onvif where the picture (else the stream) of each of its channels is, and prints the addresses.
'use strict';
const { Cam } = require('onvif');

function fail(error) {
  console.error(error);
  process.exit(1);
}

const cam = new Cam({
  hostname: process.argv[2],
  username: process.env.CAMERA_USER,
  password: process.env.CAMERA_PASSWORD,
  preserveAddress: true,
  timeout: 10000,
}, async (error) => {
  if (error) fail(error);
  const channels = new Map();
  for (const profile of cam.profiles) {
    const source = profile.videoSourceConfiguration.sourceToken;
    if (!channels.has(source)) channels.set(source, profile.$.token);
  }
  for (const profileToken of channels.values()) {
    const ask = (operation, options) => new Promise((resolve) => cam[operation](options, (problem, answer) => resolve(problem ? null : answer.uri)));
    const address = await ask('getSnapshotUri', { profileToken }) ?? await ask('getStreamUri', { protocol: 'RTSP', profileToken });
    console.log(address);
  }
  process.exit(0);
});
