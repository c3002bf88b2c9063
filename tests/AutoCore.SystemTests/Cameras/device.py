"""An ONVIF device without a login that has a stream alone: device.py PORT STREAM."""
import re
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

PORT, STREAM = int(sys.argv[1]), sys.argv[2]
ANSWERS = {
    "GetSystemDateAndTime": "",
    "GetServices": "",
    "GetCapabilities": "",
    "GetProfiles": '<Profiles token="main"><Name>main</Name></Profiles>',
    "GetStreamUri": f"<MediaUri><Uri>{STREAM}</Uri></MediaUri>",
}


class Device(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = self.rfile.read(int(self.headers["Content-Length"])).decode()
        name = re.search(r"<s:Body><(\w+)", asked).group(1)
        body = f"<{name}Response>{ANSWERS[name]}</{name}Response>" if name in ANSWERS else "<s:Fault><faultstring>not implemented</faultstring></s:Fault>"
        answer = f'<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>{body}</s:Body></s:Envelope>'.encode()
        self.send_response(200 if name in ANSWERS else 500)
        self.send_header("Content-Type", "application/soap+xml")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *words):
        pass


HTTPServer(("127.0.0.1", PORT), Device).serve_forever()
