"""A real RTSP server with a stream of each kind, on loopback ports that it prints. User and password come from the environment, never from the command line."""
import os
import socketserver
import sys
import threading

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import Gio, GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

USER, PASSWORD, CERTIFICATE = os.environ["CAMERA_USER"], os.environ["CAMERA_PASSWORD"], sys.argv[1]

SOURCE = "videotestsrc is-live=true pattern={pattern} ! video/x-raw,format=I420,width={width},height={height},framerate={rate}/1"
H264 = "x264enc tune=zerolatency speed-preset=ultrafast key-int-max=10 name=encoder ! video/x-h264,stream-format=avc ! rtph264pay name=pay0 pt=96"
H265 = "x265enc tune=zerolatency speed-preset=ultrafast key-int-max=5 ! h265parse ! rtph265pay name=pay0 pt=96 config-interval=1"
JPEG = "jpegenc ! rtpjpegpay name=pay0 pt=26"

STREAMS = {
    "/h264": (H264, 1280, 720, 10),
    "/h265": (H265, 1280, 720, 10),
    "/jpeg": (JPEG, 640, 480, 10),
    "/four-k": (H264, 3840, 2160, 2),
    "/stalls": (H264, 640, 480, 10),
    "/no-key": (H264, 640, 480, 10),
}


def filter_of(path):
    """What of an encoder's frames is let through."""
    passed = []

    def look(pad, info):
        is_key = not info.get_buffer().get_flags() & Gst.BufferFlags.DELTA_UNIT
        # The server itself waits for one frame before it answers.
        if is_key or (path == "/stalls" and passed):
            return Gst.PadProbeReturn.DROP
        passed.append(True)
        return Gst.PadProbeReturn.OK

    return look


def configure(factory, media, path):
    if path in ("/stalls", "/no-key"):
        encoder = media.get_element().get_by_name("encoder")
        encoder.get_static_pad("src").add_probe(Gst.PadProbeType.BUFFER, filter_of(path))


def serve(method, secure):
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service("0")
    mounts = server.get_mount_points()
    for path, (coding, width, height, rate) in STREAMS.items():
        factory = GstRtspServer.RTSPMediaFactory()
        factory.set_launch(f"( {SOURCE.format(pattern='smpte', width=width, height=height, rate=rate)} ! {coding} )")
        factory.connect("media-configure", configure, path)
        if method is not None:
            permissions = GstRtspServer.RTSPPermissions()
            permissions.add_permission_for_role("viewer", "media.factory.access", True)
            permissions.add_permission_for_role("viewer", "media.factory.construct", True)
            factory.set_permissions(permissions)
        mounts.add_factory(path, factory)
    if method is not None or secure:
        auth = GstRtspServer.RTSPAuth()
        token = GstRtspServer.RTSPToken()
        token.set_string("media.factory.role", "viewer")
        if method == GstRtsp.RTSPAuthMethod.DIGEST:
            auth.set_supported_methods(method)
            auth.add_digest(USER, PASSWORD, token)
        elif method is not None:
            auth.set_supported_methods(method)
            auth.add_basic(GstRtspServer.RTSPAuth.make_basic(USER, PASSWORD), token)
        if secure:
            auth.set_tls_certificate(Gio.TlsCertificate.new_from_file(CERTIFICATE))
        server.set_auth(auth)
    server.attach(None)
    return server


class Moved(socketserver.StreamRequestHandler):
    """Leads whoever asks to another port."""

    def handle(self):
        number = "1"
        while line := self.rfile.readline().decode("latin-1"):
            if line.lower().startswith("cseq:"):
                number = line[5:].strip()
            if line == "\r\n":
                self.wfile.write(f"RTSP/1.0 302 Moved\r\nCSeq: {number}\r\nLocation: rtsp://127.0.0.1:{trap.server_address[1]}/\r\n\r\n".encode())


class Trap(socketserver.StreamRequestHandler):
    """Tells that somebody came, who must not."""

    def handle(self):
        print("trapped", self.rfile.readline().decode("latin-1"), flush=True)


Gst.init(None)
digest, basic = serve(GstRtsp.RTSPAuthMethod.DIGEST, False), serve(GstRtsp.RTSPAuthMethod.BASIC, False)
secure = serve(GstRtsp.RTSPAuthMethod.BASIC, True)
trap = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Trap)
moved = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Moved)
for other in (trap, moved):
    threading.Thread(target=other.serve_forever, daemon=True).start()
print("ports", digest.get_bound_port(), basic.get_bound_port(), secure.get_bound_port(), moved.server_address[1], flush=True)
GLib.MainLoop().run()
