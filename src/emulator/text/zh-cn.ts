/** What the emulator's command says, in Chinese. Same keys as `en.ts`, checked by the compiler. */
import type { CommandText } from "./en.ts";

export const zhCN: CommandText = {
  help: (port) => `用法：openclaw-dingtalk emulator [选项]

启动本地钉钉：HTTP 接口、Stream 连接、聊天页面和开发者后台。
不需要账号，也不需要联网。只监听本机回环地址，没有登录。

  --port N           监听端口，0 表示任选一个空闲端口。默认 ${port}。
  --host H           127.0.0.1（默认）、localhost 或 ::1。
  --seed 文件        用文件里的公司和消息启动，文件由开发者后台保存。
  --open             在浏览器里打开聊天页面。
  --tls              同时提供 TLS，给写死了钉钉 https 地址的程序用。
                     首次使用时在本机生成一个自己的 CA，
                     并打印程序该怎样指向这里。
  --tls-folder 目录  CA 存放在哪里。默认 ~/.openclaw-dingtalk/tls。
  --tls-cert 文件, --tls-key 文件
                     不用 --tls，改用这两个 PEM 文件。
  --tls-port N       TLS 端口。默认 443，可能需要管理员权限；
                     用 --tls 时默认任选一个空闲端口。
  --help, -h         显示本帮助。

按 Ctrl-C 停止。`,
  tryHelp: "运行 openclaw-dingtalk emulator --help 查看全部用法。",
  noCommand: "请写明命令：openclaw-dingtalk emulator。",
  unknownCommand: (command) => `没有“${command}”这个命令。`,
  unexpected: (words) => `多余的参数“${words}”。`,
  unknownFlag: (flag) => `没有 ${flag} 这个选项。`,
  valueMissing: (flag) => `${flag} 后面要有值。`,
  valueUnwanted: (flag) => `${flag} 不带值。`,
  badPort: (flag, text) => `${flag} 要 0 到 65535 的数字，不能是“${text}”。`,
  tlsPortAlone: "--tls-port 要和 --tls 或两个证书文件一起用。",
  tlsEither: "--tls 和 --tls-cert、--tls-key 只能二选一。",
  tlsBoth: "TLS 需要 --tls-cert 和 --tls-key 两个文件；或者用 --tls 自动生成。",
  tlsFolderAlone: "--tls-folder 要和 --tls 一起用。",
  seedUnusable: (file, reason) => `种子文件 ${file} 无法使用。${reason}`,
  fileMissing: "文件不存在。",
  fileIsFolder: "这是一个目录。",
  started: (url) => `本地钉钉：${url}`,
  behindTls: (url) => `  TLS 地址：     ${url}`,
  clientId: (clientId) => `  Client ID:     ${clientId}`,
  clientSecret: (secret) => `  Client Secret: ${secret}`,
  developerPage: (url) => `  开发者后台：   ${url}`,
  aim: "要让写死了钉钉地址的程序指向这里，启动时这样写：",
  aimJavaOnce: "之前执行一次：",
  openInBrowser: "在浏览器里打开这个地址即可聊天。按 Ctrl-C 停止。",
  notOpened: "这里打不开浏览器：请自己打开上面的地址。",
};
