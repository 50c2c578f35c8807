using System.Globalization;
using System.Text;
using Clock.Verify;

Console.InputEncoding = Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return (int)Verification.Run(args, CultureInfo.CurrentUICulture.Name, Console.In, Console.Out, Console.Error);
