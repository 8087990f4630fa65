// SPDX-License-Identifier: MIT

import type { CloudOptions } from '../command-line.js';
import { portTaken } from '../describe-error.js';
import { choosePort, type WantedPort } from '../postgres/free-port.js';
import type { Progress } from '../progress.js';
import { StartUpError } from '../start-up-error.js';
import { Mailbox } from './mailbox.js';

/**
 * Starts the mailbox on its ports.
 *
 * @throws StartUpError when the user chose a port that is in use
 */
export async function startMailbox(options: CloudOptions, progress: Progress): Promise<Mailbox> {
    const mailbox = new Mailbox();
    try {
        await listen(options.mailboxPort, 'the mailbox', '--mailbox-port', progress, port => mailbox.listen(port));
        await listen(options.smtpPort, 'SMTP', '--smtp-port', progress, port => mailbox.listenSmtp(port));
    } catch (error) {
        await mailbox.close();
        throw error;
    }
    return mailbox;
}

async function listen(
    wanted: WantedPort,
    what: string,
    flag: string,
    progress: Progress,
    take: (port: number) => Promise<void>
): Promise<void> {
    const port = await choosePort(wanted, what, progress);
    try {
        await take(port);
    } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) {
            throw error;
        }
        if (!wanted.isDefault) {
            throw new StartUpError(portTaken(port, flag), { cause: error });
        }
        // Another cloud took it a moment ago.
        await take(0);
    }
}
