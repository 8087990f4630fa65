// SPDX-License-Identifier: MIT

import { once } from 'node:events';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { portOf } from '../port-of.js';
import { countSeparators } from './count-separators.js';
import type { Mail } from './mail.js';
import { parseMail } from './parse-mail.js';

/** Bytes of a mail. Mail providers accept some 25 MB. */
const MAX_SIZE = 10_000_000;

/** Parts of a mail. They are read in the process of the whole cloud, which would wait. */
const MAX_PARTS = 1000;

/** Connections at the same time. */
const MAX_CLIENTS = 50;

/** Recipients of a mail. */
const MAX_RECIPIENTS = 100;

/** Milliseconds without a command until a connection is closed. */
const IDLE = 60_000;

/** Milliseconds that open connections get when the cloud stops. */
const CLOSE_PATIENCE = 500;

/** SMTP replies with this code. The sender does not try again. */
class Refusal extends Error {
    constructor(
        message: string,
        readonly responseCode: number
    ) {
        super(message);
    }
}

/** A server that accepts every mail of this machine, without a password, and delivers none. */
export class Smtp {
    private readonly server: SMTPServer;

    /** @param deliver gets each mail */
    constructor(private readonly deliver: (mail: Mail) => void) {
        this.server = new SMTPServer({
            authOptional: true,
            // Programs may insist on a user and a password. Every one is accepted.
            authMethods: ['PLAIN', 'LOGIN'],
            allowInsecureAuth: true,
            onAuth: (auth, _session, done) => done(null, { user: auth.username ?? 'anybody' }),
            // The certificate of the library is public, so TLS would only pretend.
            disabledCommands: ['STARTTLS'],
            disableReverseLookup: true,
            logger: false,
            size: MAX_SIZE,
            maxClients: MAX_CLIENTS,
            socketTimeout: IDLE,
            closeTimeout: CLOSE_PATIENCE,
            onRcptTo: (_address, session, done) =>
                done(
                    session.envelope.rcptTo.length >= MAX_RECIPIENTS
                        ? new Refusal(`A mail can have ${MAX_RECIPIENTS} recipients.`, 452)
                        : null
                ),
            onData: (stream, session, done) => void this.receive(stream, session).then(() => done(), done)
        });
        // A client that breaks off is no error of this server.
        this.server.on('error', () => undefined);
    }

    /**
     * Takes the port.
     *
     * @param port 0 takes a free port
     * @throws the error of `listen`, with the code EADDRINUSE when the port is taken
     */
    async listen(port: number): Promise<void> {
        const { server } = this.server;
        server.listen(port, '127.0.0.1');
        await once(server, 'listening');
    }

    get url(): string {
        return `smtp://127.0.0.1:${portOf(this.server.server)}`;
    }

    async close(): Promise<void> {
        if (this.server.server.listening) {
            await new Promise<void>(resolve => this.server.close(resolve));
        }
    }

    private async receive(stream: SMTPServerDataStream, { envelope }: SMTPServerSession): Promise<void> {
        const raw = await readMail(stream);
        if (countSeparators(raw) > MAX_PARTS) {
            throw new Refusal(`A mail can have ${MAX_PARTS} parts.`, 554);
        }
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        try {
            this.deliver(await parseMail(raw, { from, to: envelope.rcptTo.map(({ address }) => address) }));
        } catch {
            throw new Refusal('The mail could not be read.', 554);
        }
    }
}

/** Reads a whole mail, because SMTP replies only at its end. Keeps nothing of one that is too long. */
async function readMail(stream: AsyncIterable<unknown>): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of stream) {
        const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
        size += bytes.length;
        if (size <= MAX_SIZE) {
            chunks.push(bytes);
        } else {
            chunks.length = 0;
        }
    }
    if (size > MAX_SIZE) {
        throw new Refusal(`A mail can have ${MAX_SIZE} bytes.`, 552);
    }
    return Buffer.concat(chunks);
}
