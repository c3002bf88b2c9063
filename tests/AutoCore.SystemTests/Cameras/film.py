"""A small camera with a stream: plays the H.265 file that it is given, again and again. film.py FILE PORT"""
import base64
import socketserver
import struct
import sys
import time

units = [unit.rstrip(b"\0") for unit in open(sys.argv[1], "rb").read().split(b"\0\0\1")[1:]]
kinds = {32: "vps", 33: "sps", 34: "pps"}
sets = {kinds[unit[0] >> 1 & 63]: base64.b64encode(unit).decode() for unit in units if unit[0] >> 1 & 63 in kinds}
sdp = ("v=0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H265/90000\r\na=fmtp:96 " + ";".join(f"sprop-{kind}={text}" for kind, text in sets.items())
       + "\r\na=control:track1\r\n")
frame = [unit for unit in units if unit[0] >> 1 & 63 < 32]


def packets(number, timestamp):
    for index, unit in enumerate(frame):
        parts = [unit[at:at + 1200] for at in range(2, len(unit), 1200)]
        for at, part in enumerate(parts):
            first, last = at == 0, at == len(parts) - 1
            head = bytes([unit[0] & 0x81 | 49 << 1, unit[1], first << 7 | last << 6 | unit[0] >> 1 & 63])
            marker = last and index == len(frame) - 1
            number = number + 1 & 0xFFFF
            packet = struct.pack(">BBHII", 0x80, 96 | marker << 7, number, timestamp, 7) + head + part
            yield number, struct.pack(">cBH", b"$", 0, len(packet)) + packet


class Camera(socketserver.StreamRequestHandler):
    def handle(self):
        while method := self.rfile.readline().split(b" ")[0].decode("latin-1"):
            headers = {}
            while (line := self.rfile.readline().decode("latin-1").strip()):
                name, _, value = line.partition(":")
                headers[name.lower()] = value.strip()
            body = sdp if method == "DESCRIBE" else ""
            self.wfile.write((f"RTSP/1.0 200 OK\r\nCSeq: {headers['cseq']}\r\nSession: 1\r\nTransport: {headers.get('transport', '')}\r\n"
                              f"Content-Length: {len(body)}\r\n\r\n{body}").encode())
            print(method, flush=True)
            if method == "PLAY":
                number = 0
                for turn in range(3):
                    for number, packet in packets(number, turn * 90000 & 0xFFFFFFFF):
                        self.wfile.write(packet)
                    time.sleep(0.2)


socketserver.ThreadingTCPServer.allow_reuse_address = True
socketserver.ThreadingTCPServer(("127.0.0.1", int(sys.argv[2])), Camera).serve_forever()
