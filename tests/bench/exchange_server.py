"""The demo's Exchange, a bare loop over the requests that a sync makes, and DavMail, which is somebody else's client."""
import base64
import concurrent.futures
import hashlib
import http.client
import imaplib
import json
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.parse
import urllib.request

import harness
from contest import Way
from imap_server import free_port

ENVELOPE = """<?xml version="1.0" encoding="utf-8"?>
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" \
xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" \
xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"><s:Header>\
<t:RequestServerVersion Version="Exchange2013_SP1"/></s:Header><s:Body>%s</s:Body></s:Envelope>"""
# What our own client asks, word for word but for the names of namespaces.
SYNC = """<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>\
<t:FieldURI FieldURI="item:Size"/><t:FieldURI FieldURI="item:DateTimeReceived"/></t:AdditionalProperties></m:ItemShape>\
<m:SyncFolderId><t:DistinguishedFolderId Id="inbox"/></m:SyncFolderId>%s<m:MaxChangesReturned>512</m:MaxChangesReturned>\
<m:SyncScope>NormalItems</m:SyncScope></m:SyncFolderItems>"""
GET = """<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:IncludeMimeContent>true</t:IncludeMimeContent>\
<t:AdditionalProperties><t:FieldURI FieldURI="item:DateTimeReceived"/><t:FieldURI FieldURI="item:DateTimeSent"/>\
<t:ExtendedFieldURI PropertyTag="0x1081" PropertyType="Integer"/>\
<t:ExtendedFieldURI PropertyTag="0x0E07" PropertyType="Integer"/></t:AdditionalProperties></m:ItemShape>\
<m:ItemIds>%s</m:ItemIds></m:GetItem>"""
AT_A_TIME = 5  # requests that our own client may have under way
BATCH = 64  # mails a GetItem, as our own client asks


def port_of(url):
    return urllib.parse.urlsplit(url).port


class Exchange:
    """`liaison demo-server` with so many mails in the inbox; `ews`, `graph` and `imap` are the ways to them. Started by `with`."""

    def __init__(self, folder, mails):
        self.folder, self.mails = folder, mails

    def __enter__(self):
        errors = open(os.path.join(self.folder, "exchange.log"), "ab")
        self.process = subprocess.Popen([harness.program("liaison"), "demo-server", "--mails", str(self.mails), "--json"],
                                        stdout=subprocess.PIPE, stderr=errors,
                                        env=dict(os.environ, QT_QPA_PLATFORM="offscreen"))
        line = self.process.stdout.readline()
        if not line:
            sys.exit("the demo's server does not start:\n" + open(errors.name).read())
        told = json.loads(line)
        self.certificate, self.user, self.password = told["certificate"], told["user"], told["password"]
        self.ews = Way(["--ews"], self, port_of(told["exchange"]), self.password)
        self.imap = Way([], self, int(told["imaps"].split(":")[1]), self.password)
        self.graph = Way(["--graph"], self, port_of(told["graph"]), self.graph_token(told))
        self.port = self.ews.port
        return self

    def graph_token(self, told):
        """As an application gets it. A relay in between changes the host that is asked, and with it whom a token that the
        client itself asks for would be for."""
        trust = ssl.create_default_context(cafile=self.certificate)
        trust.check_hostname = False
        form = urllib.parse.urlencode({"grant_type": "client_credentials", "client_id": told["clientId"],
                                       "client_secret": told["clientSecret"], "scope": told["graphScope"]})
        with urllib.request.urlopen(told["token"], form.encode(), context=trust) as answer:
            return json.load(answer)["access_token"]

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)

    def cpu(self):
        """CPU seconds of the server."""
        with open("/proc/%d/stat" % self.process.pid) as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def bare_loop(server, port, at_a_time=1):
    """Makes the requests of a first sync and throws the answers away; how many mails and how many seconds. Nothing is
    parsed (ids are cut out by a pattern), nothing stored. One request after the other over one connection, or
    `at_a_time` GetItem beside each other while the next SyncFolderItems is asked, as our own client does."""
    trust = ssl.create_default_context(cafile=server.certificate)
    trust.check_hostname = False
    word = base64.b64encode((server.user + ":" + server.password).encode()).decode()
    headers = {"Content-Type": "text/xml; charset=utf-8", "Authorization": "Basic " + word, "Accept-Encoding": "identity"}

    def connection():
        return http.client.HTTPSConnection("127.0.0.1", port, context=trust, timeout=120)

    def post(link, body):
        link.request("POST", "/EWS/Exchange.asmx", (ENVELOPE % body).encode(), headers)
        answer = link.getresponse()
        data = answer.read()
        if answer.status != 200:
            sys.exit("the bare loop got %d: %s" % (answer.status, data[:500]))
        return data

    def fetch(link, ids):
        data = post(link, GET % "".join('<t:ItemId Id="%s"/>' % id.decode() for id in ids))
        return data.count(b"</t:MimeContent>")

    def borrow(ids):
        link = links.pop()
        mails = fetch(link, ids)
        links.append(link)
        return mails

    begin = time.perf_counter()
    first, links = connection(), [connection() for _ in range(at_a_time - 1)]
    state, waiting, mails, last = "", [], 0, False
    with concurrent.futures.ThreadPoolExecutor(max(1, at_a_time - 1)) as pool:
        while not last:
            data = post(first, SYNC % state)
            last = b">true</m:IncludesLastItemInRange>" in data
            state = "<m:SyncState>%s</m:SyncState>" % re.search(rb"SyncState>([^<]+)<", data).group(1).decode()
            ids = re.findall(rb'<t:ItemId [^>]*?Id="([^"]+)"', data)
            batches = [ids[i:i + BATCH] for i in range(0, len(ids), BATCH)]
            if at_a_time > 1:
                waiting += [pool.submit(borrow, batch) for batch in batches]
            else:
                mails += sum(fetch(first, batch) for batch in batches)
        mails += sum(task.result() for task in waiting)
    return mails, time.perf_counter() - begin


class DavMail:
    """Serves IMAP from Exchange. Started by `with`; its Java is warm after warm()."""

    def __init__(self, folder, server, port):
        self.folder, self.server, self.upstream, self.port = folder, server, port, free_port()

    @staticmethod
    def missing():
        return harness.peer("davmail") is None

    def __enter__(self):
        der = ssl.PEM_cert_to_DER_cert(open(self.server.certificate).read())
        digest = hashlib.sha1(der).hexdigest().upper()
        path = os.path.join(self.folder, "davmail.properties")
        settings = {"server": "true", "mode": "EWS", "bindAddress": "127.0.0.1", "allowRemote": "false",
                    "disableUpdateCheck": "true", "enableKerberos": "false", "popPort": "", "caldavPort": "", "ldapPort": "",
                    "smtpPort": "", "imapPort": self.port, "url": "https://127.0.0.1:%d/EWS/Exchange.asmx" % self.upstream,
                    "server.certificate.hash": ":".join(digest[i:i + 2] for i in range(0, 40, 2)),
                    "logFilePath": os.path.join(self.folder, "davmail.log"), "folderSizeLimit": "0"}
        with open(path, "w") as file:
            file.write("".join("davmail.%s=%s\n" % pair for pair in settings.items())
                       + "log4j.rootLogger=WARN\nlog4j.logger.davmail=WARN\nlog4j.logger.httpclient.wire=WARN\n")
        self.process = subprocess.Popen([harness.peer("davmail"), path], stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self
            except OSError:
                time.sleep(0.1)
        sys.exit("DavMail does not start")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(30)

    def fetch(self, mails):
        """Fetches the newest `mails`, as a mail program does for the first time; how many came in how many seconds."""
        begin = time.perf_counter()
        link = imaplib.IMAP4("127.0.0.1", self.port)
        link.login(self.server.user, self.server.password)
        there = int(link.select("INBOX", readonly=True)[1][0])
        came, high = 0, there
        while came < mails and high > 0:
            low = max(1, high - min(100, mails - came) + 1)
            status, data = link.fetch("%d:%d" % (low, high), "(UID FLAGS BODY.PEEK[])")
            if status != "OK":
                sys.exit("DavMail: %r" % data)
            came += sum(isinstance(part, tuple) for part in data)
            high = low - 1
        took = time.perf_counter() - begin
        link.logout()
        return came, took
